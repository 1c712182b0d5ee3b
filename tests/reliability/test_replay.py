"""Real diaries through the API, with kill -9 in between: nothing lost, nothing doubled."""

import random
import time
import warnings
from collections.abc import Callable

import pytest

from tests.reliability.product import HOME, Process, Product, eventually
from tests.services import Postgres, find_postgres

pytestmark = pytest.mark.reliability

STUDY = HOME.parent / "shared" / "data" / "ema_fried2021.csv"

STORED = """
import json
from wellbeing.checkins.models import CheckIn
rows = CheckIn.objects.values_list("id", "subject", "received_at", "answered_at")
print(json.dumps([[str(value) for value in row] for row in rows]))
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def product(request, install: Callable[..., Product], tmp_path_factory):
    if not STUDY.exists():
        warnings.warn(f"SKIPPED: the study's data is not at {STUDY}", stacklevel=1)
        pytest.skip("the study's data is not beside this checkout")
    if request.param == "sqlite":
        yield install()
        return
    if not find_postgres():
        pytest.skip("PostgreSQL is not on this machine")
    server = Postgres(tmp_path_factory.mktemp("services") / "postgresql", durable=True)
    yield install(database_url=server.url)
    server.stop()


def replay(product: Product) -> Process:
    command = ("manage.py", "replay", str(STUDY), "--url", product.url)
    return product.start(*command, name="replay")


def serve(product: Product) -> Process:
    server = product.serve()
    server.wait_until(product.answers)
    return server


def test_kill_9_of_either_side_loses_and_doubles_nothing(product):
    seed = random.randrange(10_000)
    print(f"seed {seed}")
    chance = random.Random(seed)
    server = serve(product)

    client = replay(product)
    eventually(lambda: bool(product.python(STORED)), limit=120)
    time.sleep(chance.uniform(0, 8))
    client.kill()
    before = {(id, subject): rest for id, subject, *rest in product.python(STORED)}

    client = replay(product)
    for _ in range(3):
        time.sleep(chance.uniform(3, 8))
        server.kill()
        server = serve(product)

    assert client.wait(240) == 0, client.log.read_text()[-2000:]
    rows = product.python(STORED)
    after = {(id, subject): rest for id, subject, *rest in rows}
    assert len(rows) == len(after) == 3943
    assert len({subject for _, subject in after}) == 79
    assert before.items() <= after.items()  # what was sent again is as it was
