"""Many machines: HTTP, sockets, worker and scheduler apart, on PostgreSQL and Redis."""

import time
from collections.abc import Callable
from uuid import uuid4

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.reliability.product import Product, eventually, phone
from tests.reliability.test_one_process import SIGN_OUT_AND_PUBLISH, UNDONE, tap
from tests.services import Redis, free_port

pytestmark = pytest.mark.reliability


@pytest.fixture
def product(install: Callable[..., Product], postgres, redis) -> Product:
    return install(database_url=postgres.url, redis_url=redis.url)


def start_web(product: Product) -> None:
    bind = f"127.0.0.1:{product.port}"
    web = product.start(
        "-m", "gunicorn", "wellbeing.wsgi", "--bind", bind, "--workers", "2", name="web"
    )
    web.wait_until(product.answers)


def start_sockets(product: Product) -> int:
    port = free_port()
    command = ["-m", "uvicorn", "wellbeing.asgi:application", "--port", str(port)]
    process = product.start(*command, "--lifespan", "on", name="sockets")
    process.wait_until(lambda: _answers(port))
    return port


def _answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/healthz").status_code == 200
    except httpx.TransportError:
        return False


def start_background(product: Product) -> None:
    celery = ("-m", "celery", "-A", "wellbeing")
    product.start(*celery, "worker", "--concurrency", "1", name="worker")
    product.start(*celery, "beat", name="beat")


def test_check_in_and_sign_out_across_all_processes(product):
    people = product.seed()
    start_web(product)
    port = start_sockets(product)
    start_background(product)

    assert (
        phone(product.url, people["asha"]).put(f"/api/v1/checkins/{uuid4()}", json=tap()).is_success
    )
    cookie = f"sessionid={people['asha']['session']}"
    headers = {"Cookie": cookie, "Origin": product.url}
    with connect(f"ws://127.0.0.1:{port}/ws/live", additional_headers=headers) as live:
        product.python(SIGN_OUT_AND_PUBLISH.format(**people["asha"]))
        with pytest.raises(ConnectionClosed):
            live.recv(timeout=20)

    assert live.close_code == 4401
    eventually(lambda: product.python(UNDONE) == 0, limit=20)


def test_without_redis_an_act_succeeds_at_once_and_its_events_run_later(product, redis, tmp_path):
    """Redis is gone while something happens: that costs delay, never data."""
    people = product.seed()
    start_web(product)
    redis.stop()

    asha, ben = phone(product.url, people["asha"]), phone(product.url, people["ben"])
    began = time.monotonic()
    assert asha.put(f"/api/v1/checkins/{uuid4()}", json=tap()).status_code == 201
    assert ben.delete("/api/v1/devices").status_code == 204  # publishes AccessEnded
    assert time.monotonic() - began < 2
    assert product.python(UNDONE) == 1

    again = Redis(tmp_path / "redis-again", port=redis.port)
    try:
        start_background(product)
        eventually(lambda: product.python(UNDONE) == 0, limit=40)
    finally:
        product.end()
        again.stop()
