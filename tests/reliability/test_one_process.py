"""The whole product in one process: soon there, small, gone when told, and forgetting nothing."""

import signal
import time
from uuid import uuid4

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.reliability.product import Process, Product, eventually, phone

pytestmark = pytest.mark.reliability

READY_SECONDS, MEGABYTES, STOP_SECONDS = 5, 150, 6

SIGN_OUT_AND_PUBLISH = """
import json, time
from importlib import import_module
from django.conf import settings
from django.db import transaction
from accounts.events import AccessEnded
from wellbeing.core.events import publish
with transaction.atomic():
    import_module(settings.SESSION_ENGINE).SessionStore("{session}").delete()
    publish(AccessEnded(person_id="{id}"))
print(json.dumps(time.time()))
"""
OVERDUE = """
import json
from datetime import timedelta
from django.utils import timezone
from wellbeing.core.models import OutboxEvent
now = timezone.now() - timedelta(minutes=1)
rows = [OutboxEvent(name="Nothing", payload={{}}, published_at=now, try_at=now) for _ in range({n})]
print(json.dumps([row.pk for row in OutboxEvent.objects.bulk_create(rows)]))
"""
UNDONE = """
import json
from wellbeing.core.models import OutboxEvent
print(json.dumps(OutboxEvent.objects.filter(done_at=None).count()))
"""
QUEUE_A_CLEANING = """
import json
from datetime import timedelta
from django.utils import timezone
from wellbeing.core.models import OutboxEvent
from wellbeing.core.tasks import forget_done_events
then = timezone.now() - timedelta(days=8)
OutboxEvent.objects.create(name="Old", payload={}, published_at=then, try_at=then, done_at=then)
forget_done_events.delay()
print(json.dumps(None))
"""
OLD = """
import json
from wellbeing.core.models import OutboxEvent
print(json.dumps(OutboxEvent.objects.filter(name="Old").count()))
"""


@pytest.fixture
def product(install) -> Product:
    return install()


def served(product: Product) -> Process:
    process = product.serve()
    process.wait_until(product.answers)
    return process


def socket(product: Product, who: dict[str, str]) -> ClientConnection:
    return connect(
        f"ws://127.0.0.1:{product.port}/ws/live",
        additional_headers={"Cookie": f"sessionid={who['session']}", "Origin": product.url},
        legacy=True,  # without a with block
    )


def code_of_close(live: ClientConnection, *, limit: float = 10) -> int | None:
    with pytest.raises(ConnectionClosed):
        live.recv(timeout=limit)
    return live.close_code


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_is_soon_there_and_small_and_ends_when_told(product, how):
    people = product.seed()
    process = product.serve()
    assert process.wait_until(product.answers) < READY_SECONDS

    asha = phone(product.url, people["asha"])
    for _ in range(50):
        assert asha.put(f"/api/v1/checkins/{uuid4()}", json=tap()).status_code == 201
    live = socket(product, people["asha"])
    live.ping().wait(5)
    assert process.megabytes < MEGABYTES

    code, seconds = process.stop(how)
    assert code == 0
    assert seconds < STOP_SECONDS
    assert code_of_close(live) in {1001, 1012}
    assert process.log.read_text().splitlines() == [
        f"Ready at http://localhost:{product.port} (Ctrl-C ends it)"
    ]


def tap() -> dict[str, object]:
    at = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime())
    return {"revision": 1, "answered_at": at, "revised_at": at, "mood": 3}


def test_beat_sweeps_what_no_nudge_announced(product):
    product.python(OVERDUE.format(n=3))
    served(product)

    eventually(lambda: product.python(UNDONE) == 0, limit=20)


def test_queued_work_survives_a_stop_and_a_start(product):
    served(product).stop(signal.SIGINT)
    product.python(QUEUE_A_CLEANING)
    assert list((product.data / "broker" / "in").glob("*.msg"))

    served(product)

    eventually(lambda: product.python(OLD) == 0, limit=20)


def test_what_was_under_way_at_kill_9_is_done_after_the_next_start(product):
    process = served(product)
    product.python(OVERDUE.format(n=200))
    time.sleep(1)
    process.kill()

    served(product)

    eventually(lambda: product.python(UNDONE) == 0, limit=30)


def test_a_signed_out_socket_closes_within_a_second(product):
    people = product.seed()
    served(product)
    asha, ben = socket(product, people["asha"]), socket(product, people["ben"])
    act = SIGN_OUT_AND_PUBLISH.format(**people["asha"])

    ended_at = product.python(act)

    assert code_of_close(asha) == 4401
    assert time.time() - ended_at < 1
    assert httpx.get(f"{product.url}/healthz").status_code == 200
    with pytest.raises(TimeoutError):
        ben.recv(timeout=0.5)


def test_a_socket_without_a_session_is_told_so(product):
    served(product)

    assert code_of_close(socket(product, {"session": "nobody"})) == 4401
