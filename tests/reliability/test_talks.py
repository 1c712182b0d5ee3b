"""Two thousand messages while lines are cut and servers die: none lost, none doubled, in order."""

import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import httpx
import pytest

from tests.reliability.product import Process, Product, phone
from tests.services import Redis

pytestmark = pytest.mark.reliability

EACH = 1000
A_TALK = """
import json
from django.utils import timezone
from accounts.models import User
from wellbeing.core.sealing import new_key
from wellbeing.support.talks.models import Conversation
now = timezone.now()
talk = Conversation.objects.create(key=new_key(), began_at=now, last_at=now)
for number, role in (("asha", "agent"), ("ben", "peer")):
    person = User.objects.get(personnel_number=number)
    talk.participants.create(person=person, role=role, shown_as=person.name, joined_at=now)
print(json.dumps(str(talk.pk)))
"""


class Writer:
    """A phone that sends one message after the other, each until it hears that it is stored."""

    def __init__(self, product: Product, who: dict[str, str], name: str, talk: str) -> None:
        self._phone = phone(product.url, who)
        self._name, self._talk = name, talk
        self._chance = random.Random(name)
        self._answered_in = 0.01  # seconds, the last time
        self.sent = self.cut = self.repeats = 0

    def run(self) -> None:
        for n in range(EACH):
            address = f"/api/v1/conversations/{self._talk}/messages/{uuid4()}"
            body = {"text": f"{self._name} {n}"}
            while not self._stored(address, body):
                time.sleep(0.02)
            self.sent += 1

    def _stored(self, address: str, body: dict[str, str]) -> bool:
        # One in eight lines is cut while the server may be at any point of its work.
        is_cut = self._chance.random() < 0.125
        patience = self._chance.uniform(0.1, 1) * self._answered_in if is_cut else 10
        try:
            answer = self._phone.put(address, json=body, timeout=patience)
        except httpx.TransportError:
            self.cut += 1
            return False
        self._answered_in = answer.elapsed.total_seconds()
        self.repeats += answer.status_code == 200
        return answer.is_success


def read(product: Product, who: dict[str, str], talk: str) -> list[tuple[int, str]]:
    """As a page does: from the last number that it has, until there is no more."""
    client, found = phone(product.url, who), []
    while True:
        after = found[-1][0] if found else 0
        address = f"/api/v1/conversations/{talk}/messages?after={after}"
        page = client.get(address).json()["messages"]
        if not page:
            return found
        found += [(one["number"], one["text"]) for one in page]


def play(product: Product, disturb: Callable[[], None]) -> list[Writer]:
    """Both write at once, and something happens to the servers at a quarter, a half, and later."""
    people = product.seed()
    talk = product.python(A_TALK)
    writers = [Writer(product, people[name], name, talk) for name in ("asha", "ben")]
    with ThreadPoolExecutor(2) as pool:
        running = [pool.submit(writer.run) for writer in writers]
        for part in (0.25, 0.5, 0.75):
            while sum(writer.sent for writer in writers) < part * 2 * EACH:
                assert not [one for one in running if one.done() and one.exception()]
                time.sleep(0.05)
            disturb()
        for one in running:
            one.result()
    for name in ("asha", "ben"):
        see_all_once(read(product, people[name], talk))
    return writers


def see_all_once(found: list[tuple[int, str]]) -> None:
    numbers, texts = zip(*found, strict=True)
    assert list(numbers) == list(range(1, 2 * EACH + 1))
    for name in ("asha", "ben"):
        mine = [text for text in texts if text.startswith(name)]
        assert mine == [f"{name} {n}" for n in range(EACH)]


def test_one_process_is_killed_again_and_again(install):
    product = install()
    served: list[Process] = []

    def serve() -> None:
        served.append(product.serve())
        served[-1].wait_until(product.answers)

    def kill() -> None:
        served[-1].kill()
        time.sleep(0.3)
        serve()

    serve()
    writers = play(product, kill)

    assert sum(writer.cut for writer in writers) > 50
    assert sum(writer.repeats for writer in writers) > 0  # answers were lost, and asked for again


def test_web_nodes_are_killed_and_redis_goes_and_comes(install, postgres, redis, tmp_path):
    product = install(database_url=postgres.url, redis_url=redis.url)
    web: list[Process] = []
    stores = [redis]

    def serve() -> None:
        bind = f"127.0.0.1:{product.port}"
        command = ("-m", "gunicorn", "wellbeing.wsgi", "--bind", bind, "--workers", "2")
        web.append(product.start(*command, name="web"))
        web[-1].wait_until(product.answers)

    def kill() -> None:
        stores[-1].stop()
        time.sleep(0.5)
        stores.append(Redis(tmp_path / f"redis-{len(stores)}", port=redis.port))
        web[-1].stop()  # gunicorn's master takes its workers with it
        serve()

    serve()
    try:
        writers = play(product, kill)
    finally:
        product.end()
        stores[-1].stop()
    assert sum(writer.cut for writer in writers) > 50
