"""Reports over a line that loses a fifth each way, while servers die: none lost, none doubled.

`make soak` sends AFTERCALL_SOAK of them, `make test` some dozens.
"""

import json
import os
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.incidents.canaries import Canaries
from tests.notifications.phones import PushService, browser, push_service
from tests.reliability.heaps import of_folder, of_postgres, of_redis
from tests.reliability.lossy import bad_line
from tests.reliability.product import Process, Product, eventually, phone
from tests.reliability.reporters import EACH, Device

pytestmark = pytest.mark.reliability

COUNT = int(os.environ.get("AFTERCALL_SOAK", "60"))
AT_ONCE = 4
LIVES = (20, 50) if COUNT <= 1000 else (100, 500)  # requests, until something is killed
# Seconds. A quiet machine needs a tenth of each; they only end what would never end.
LIMIT, SETTLED = 600 + COUNT, 180 + COUNT / 5
HANDLERS = ("sam", "max")

PEOPLE = """
import json
from django.test import Client
from accounts.models import RoleGrant, Unit, User
from tests.people import sign_in
from tests.times import LONG_AGO
company = Unit.objects.create(kind="organisation", name="Northwind Care")
found = {{}}
for number in [*{handlers}, *(f"agent-{{n}}" for n in range({agents}))]:
    person = User.objects.create(personnel_number=number, name=number, unit=company)
    role = "case_handler" if number in {handlers} else "agent"
    RoleGrant.objects.create(person=person, role=role, unit=company, starts_at=LONG_AGO)
    client = Client()
    sign_in(client, person, second_factor=True)
    found[number] = {{"id": str(person.pk), "session": client.session.session_key}}
print(json.dumps(found))
"""
STORED = """
import json
from wellbeing.incidents.models import Case
from wellbeing.incidents.services.reporting import opened
cases = Case.objects.select_related("key")
print(json.dumps([
    [one.identity, str(one.uid) if one.uid else one.receipt_hash.hex(), opened(one, "story")]
    for one in cases
]))
"""
FILES = """
import json
from hashlib import sha256
from wellbeing.incidents.evidence.models import EvidenceFile
from wellbeing.incidents.evidence.services import original_of
files = EvidenceFile.objects.select_related("key").iterator()
print(json.dumps([
    [str(one.uid), sha256(b"".join(original_of(one))).hexdigest(), one.state] for one in files
]))
"""
RECEIPTS = """
import json
from pathlib import Path
from wellbeing.incidents.receipts import hash_of
names = json.loads(Path({path!r}).read_text())
print(json.dumps({{name: hash_of(name).hex() for name in names}}))
"""
# A worker that died had some to itself for two minutes, which pass here.
LEFT = """
import json
from django.utils import timezone
from wellbeing.core.models import OutboxEvent
left = OutboxEvent.objects.filter(done_at=None, name="CaseMoved")
count = left.count()
left.filter(attempts__gt=0, try_at__gt=timezone.now()).update(try_at=timezone.now())
print(json.dumps(count))
"""
TOLD = """
import json
from wellbeing.notifications.models import OutgoingPush
rows = OutgoingPush.objects.filter(key__startswith="cases:")
found = rows.values_list("subscription__person__personnel_number", "key", "sent_at")
print(json.dumps([
    [who, *key.split(":", 2)[1:], sent is not None] for who, key, sent in found
]))
"""
# What happened: a report came, or whoever reported wrote a word more.
HAPPENED = """
import json
from wellbeing.incidents.models import Case, CaseMessage
came = [*Case.objects.values_list("pk", "received_at")]
came += CaseMessage.objects.values_list("case", "sent_at")
print(json.dumps([[str(case), at.isoformat()] for case, at in came]))
"""


class House:
    """The processes of an installation, which somebody kills one after the other."""

    def __init__(self, starts: dict[str, Callable[[], Process]], chance: random.Random) -> None:
        self._starts, self._chance = starts, chance
        self._running = {name: start() for name, start in starts.items()}
        self._ended = threading.Event()
        self.kills: Counter[str] = Counter()

    @property
    def names(self) -> set[str]:
        return set(self._starts)

    @contextmanager
    def dying(self, counted: Counter[str]) -> Iterator[None]:
        """One after the other, each after so many requests, however fast the machine is."""
        with ThreadPoolExecutor(1) as pool:
            killing = pool.submit(self._kill_on, counted)
            try:
                yield
            finally:
                self._ended.set()
            killing.result()

    def _kill_on(self, counted: Counter[str]) -> None:
        until = self._chance.randrange(*LIVES)
        while not self._ended.wait(0.05):
            if counted["asked"] - counted["server away"] < until:
                continue
            name = self._next()
            self._running[name].kill_everything()
            self.kills[name] += 1
            self._running[name] = self._starts[name]()
            until = counted["asked"] - counted["server away"] + self._chance.randrange(*LIVES)

    def _next(self) -> str:
        """By chance, but none is spared: one of those that died least often."""
        names = self._chance.sample(list(self._starts), len(self._starts))
        return min(names, key=lambda name: self.kills[name])


def one_process(product: Product) -> dict[str, Callable[[], Process]]:
    def serve() -> Process:
        process = product.serve()
        process.wait_until(product.answers, limit=120)
        return process

    return {"server": serve}


def server_mode(product: Product) -> dict[str, Callable[[], Process]]:
    celery = ("-m", "celery", "-A", "wellbeing")

    def web() -> Process:
        bind = f"127.0.0.1:{product.port}"
        command = ("-m", "gunicorn", "wellbeing.wsgi", "--bind", bind, "--workers", "2")
        process = product.start(*command, name="web")
        process.wait_until(product.answers, limit=120)
        return process

    def worker(queues: str, name: str) -> Process:
        return product.start(*celery, "worker", "-Q", queues, "--concurrency", "1", name=name)

    product.start(*celery, "beat", name="beat")
    return {
        "web": web,
        "worker": lambda: worker("celery,outside", "worker"),
        "files": lambda: worker("files", "files"),
    }


@pytest.fixture
def pushes() -> Iterator[PushService]:
    with push_service() as service:
        yield service


def settings_for(product: Product) -> None:
    """A push service on this machine, and a proxy that says where somebody asks from."""
    product.env |= {
        "AFTERCALL_PUSH_INSIDE": "1",
        "AFTERCALL_PUSH_HOSTS": "*",
        "AFTERCALL_TRUSTED_PROXIES": "1",
    }


def wants_to_be_told(product: Product, who: dict[str, str], pushes: PushService) -> None:
    client, device = phone(product.url, who), uuid4()
    assert client.put(f"/api/v1/devices/{device}", json={"kind": "own"}).is_success
    gives = browser() | {"endpoint": f"{pushes.origin}/{who['id']}"}
    assert client.put(f"/api/v1/push-subscriptions/{device}", json=gives).is_success


def play(product: Product, starts: Any, pushes: PushService, *beside: Callable[[], bytes]) -> None:
    """`beside`: what else holds something of an installation than the folder of its data."""
    seed = random.randrange(10_000)
    print(f"seed {seed}, {COUNT} reports")
    chance, begun = random.Random(seed), time.monotonic()
    devices = -(-COUNT // EACH)
    signed = devices * 2 // 3
    people = product.python(PEOPLE.format(handlers=HANDLERS, agents=signed))
    sessions = [people[f"agent-{n}"]["session"] for n in range(signed)]
    sessions += [""] * (devices - signed)
    phones = [Device(n, one, random.Random(f"{seed}-{n}")) for n, one in enumerate(sessions)]
    house = House(starts(product), chance)
    for handler in HANDLERS:
        wants_to_be_told(product, people[handler], pushes)

    with bad_line(product.port, chance) as (url, counted):
        with house.dying(counted):
            send_all(phones, url, begun + LIMIT)
        sent_after = time.monotonic() - begun
        heaps = [one() for one in beside]  # while much is under way
        see_each_once(product, phones)
        see_every_file_whole(product, phones)
        eventually(lambda: product.python(LEFT) == 0, limit=SETTLED)
    see_each_told_once(product, phones, people, pushes, sum(house.kills.values()))
    heaps += [of_folder(product.data), *(one() for one in beside)]
    see_no_word_in(heaps, phones, chance)
    repeats = sum(one.answers[200] for one in phones)
    print(f"{COUNT} stored once each after {sent_after:.0f} s; {dict(counted)};")
    print(f"answered again: {repeats}; killed: {dict(house.kills)}")
    print(f"lost 0, doubled 0, hash mismatches 0 of {COUNT}")
    assert set(house.kills) == house.names, "one of them never died"
    assert repeats > 0


def send_all(phones: list[Device], url: str, deadline: float) -> None:
    waiting = list(phones)

    def work() -> None:
        with httpx.Client(base_url=url, timeout=20) as line:
            while waiting:
                assert time.monotonic() < deadline, "it takes too long"
                waiting.pop().report(line, EACH)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for running in [pool.submit(work) for _ in range(AT_ONCE)]:
            running.result()


def see_each_once(product: Product, phones: list[Device]) -> None:
    sent = [one for device in phones for one in device.sent]
    hashes = receipts_of(product, [one.name for one in sent if one.identity == "anonymous"])
    wanted = [(one.identity, hashes.get(one.name, one.name), one.story) for one in sent]
    stored = [tuple(row) for row in product.python(STORED)]
    assert Counter(stored) == Counter(wanted)
    assert len(stored) == len(set(stored)) == len(sent)


def see_every_file_whole(product: Product, phones: list[Device]) -> None:
    """The originals are opened and summed again."""
    files = [what.file for device in phones for what in device.sent if what.file]
    stored = product.python(FILES)
    assert Counter((id, digest) for id, digest, _state in stored) == Counter(
        (one.id, one.digest) for one in files
    )
    print(f"{len(files)} files whole, {dict(Counter(state for *_, state in stored))}")


def see_no_word_in(heaps: list[bytes], phones: list[Device], chance: random.Random) -> None:
    """Neither open nor in hexadecimal or base64, in a database, a log or a queue."""
    sent = [one for device in phones for one in device.sent]
    written = [text for device in phones for text in device.written]
    files = [one.file.words for one in sent if one.file]
    receipts = [one.name for one in sent if one.identity == "anonymous"]
    words = [text.split()[1] for text in [*(one.story for one in sent), *written]]
    some = [
        one for kind in (words, files, receipts) for one in chance.sample(kind, min(len(kind), 20))
    ]
    looked_for = Canaries(**{one: one for one in some})
    assert looked_for.found_in(*heaps) == set()
    id = next(one.name for one in sent if one.identity != "anonymous")
    ids = Canaries(written=id, stored=id.replace("-", ""))  # SQLite has no type for it
    assert ids.found_in(*heaps), "the search finds nothing at all"
    print(f"no words in {sum(map(len, heaps)) >> 20} MB")


def receipts_of(product: Product, names: list[str]) -> dict[str, str]:
    path = product.data / "receipts.json"
    path.write_text(json.dumps(names))
    found: dict[str, str] = product.python(RECEIPTS.format(path=str(path)))
    path.unlink()
    return found


def see_each_told_once(
    product: Product,
    phones: list[Device],
    people: dict[str, Any],
    pushes: PushService,
    kills: int,
) -> None:
    """Whatever happened stands in the database once for each handler, under its own moment: that
    is the proof. One more, or one less, or one under the moment of another, would be found.

    Of what left the house less can be said. A push does not tell of what it is. A worker marks one
    before it sends it, so that none is sent twice; whoever is killed in between loses it, on each
    of its two lines.
    """
    happened = [tuple(row) for row in product.python(HAPPENED)]
    assert len(happened) == sum(len(one.sent) + len(one.written) for one in phones)

    def all_sent() -> bool:
        return all(sent for *_, sent in product.python(TOLD))

    eventually(all_sent, limit=SETTLED)
    told = Counter((who, case, at) for who, case, at, _sent in product.python(TOLD))
    assert told == Counter((who, case, at) for who in HANDLERS for case, at in happened)
    came = Counter(push.path.strip("/") for push in pushes.received)
    for handler in HANDLERS:
        lost = len(happened) - came[people[handler]["id"]]
        assert 0 <= lost <= 2 * kills, "sent twice, or lost without a kill"
    print(f"{len(told)} told of {len(happened)} events, {sum(came.values())} pushes for them")


def test_one_process(install, pushes):
    product = install()
    settings_for(product)
    play(product, one_process, pushes)


def test_nodes_and_workers_on_postgresql(install, postgres, redis, pushes):
    product = install(database_url=postgres.url, redis_url=redis.url)
    settings_for(product)
    beside = (partial(of_postgres, postgres), partial(of_redis, redis))
    play(product, server_mode, pushes, *beside)
