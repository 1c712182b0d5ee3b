"""The server is killed again and again while a file comes in: what it acknowledged is there."""

import threading
import time
from hashlib import sha256
from io import BytesIO
from uuid import uuid4

import httpx
import pytest
from django.utils import timezone
from PIL import Image

from tests.incidents.evidence.files import announced, part
from tests.incidents.reports import signed
from tests.reliability.product import Product, eventually, phone
from wellbeing.incidents.evidence.rules import parts_of

pytestmark = pytest.mark.reliability

WHOLE = """
import json
from hashlib import sha256
from wellbeing.incidents.evidence.models import EvidenceFile
from wellbeing.incidents.evidence.services import original_of
print(json.dumps([sha256(b"".join(original_of(one))).hexdigest() for one in
    EvidenceFile.objects.filter(state="viewable")]))
"""


KILLED_AFTER = (2, 9, 16, 23)  # parts sent, of the twenty-seven of three photos


class Kills:
    """A server that is killed as parts come in, each time a little later after one was sent."""

    def __init__(self, product: Product) -> None:
        self._product, self._over = product, threading.Event()
        self.sent = self.count = 0
        self._served = product.serve()
        self._served.wait_until(product.answers, limit=200)
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> "Kills":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        for sent in KILLED_AFTER:
            while self.sent < sent:
                if self._over.wait(0.005):
                    return
            time.sleep(0.01 * self.count)
            self._served.kill()
            self.count += 1
            self._served = self._product.serve()
            self._served.wait_until(self._product.answers, limit=200)


def photo() -> bytes:
    """Some ten parts, each different from the other."""
    out = BytesIO()
    Image.effect_noise((1500, 1500), 80).save(out, "PNG")
    return out.getvalue()


def patiently(ask):
    """Until somebody answers."""
    for _ in range(600):
        try:
            answer = ask()
            assert answer.is_success, answer.text
            return answer.json()
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError("nobody answered")


def hand_in(client: httpx.Client, report: str, content: bytes, kills: Kills) -> list[int]:
    """How much was acknowledged after each step, as a phone that forgets everything sees it."""
    address, seen = f"/api/v1/reports/{report}/files/{uuid4()}", [0]
    octets = {"Content-Type": "application/octet-stream"}
    while seen[-1] < len(content):
        stored = patiently(lambda: client.put(address, json=announced(content)))["received"]
        assert stored >= seen[-1], "something acknowledged was lost"
        for number in range(stored // len(part(content, 0)), parts_of(len(content))):
            try:
                body = part(content, number)
                kills.sent += 1
                said = client.put(f"{address}/parts/{number}", content=body, headers=octets)
            except httpx.TransportError:
                break
            assert said.is_success, said.text
            assert said.json()["state"] != "refused", said.text
            seen.append(said.json()["received"])
    return seen


def test_what_is_acknowledged_is_there_after_each_kill(install):
    product, contents = install(), [photo() for _ in range(3)]
    who, report = product.seed()["asha"], str(uuid4())
    with Kills(product) as kills:
        client = phone(product.url, who)
        patiently(lambda: client.put(f"/api/v1/reports/{report}", json=signed()))
        for content in contents:
            seen = hand_in(client, report, content, kills)
            assert seen == sorted(seen)
    assert kills.count == len(KILLED_AFTER)

    def all_viewable() -> bool:
        found = patiently(lambda: client.get(f"/api/v1/reports/{report}/files"))["results"]
        return [one["state"] for one in found] == ["viewable"] * 3

    # A worker that was killed has a file to itself for six minutes: the next one need not wait.
    product.python(FREE)
    eventually(all_viewable, limit=240)
    assert sorted(product.python(WHOLE)) == sorted(sha256(one).hexdigest() for one in contents)


FREE = f"""
from datetime import datetime
from wellbeing.incidents.evidence.models import EvidenceFile
EvidenceFile.objects.filter(state="checking").update(try_at=datetime.fromisoformat("{timezone.now()}"))
print("1")
"""
