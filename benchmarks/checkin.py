"""How much the check-in costs beside the least that Django could do for the same write.

Reads like this: a ratio of 0.8 says that four check-ins take as long as five bare inserts.
"""

import argparse
import asyncio
import json
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.load import Target, as_fast_as_it_can, at_a_fixed_rate, interleaved, percentile
from tests.reliability.product import Product
from tests.services import Postgres, find_postgres, free_port

CONNECTIONS = 16
GOALS = {
    "ratio_sqlite": 0.7,
    "ratio_postgresql": 0.7,
    "stock_ratio": 1.5,
    "queries": 2,
    "p95_ms_at_50_rps": None,
}
PEOPLE = """
import json
from django.test import Client
from accounts.models import User
keys = []
for n in range(%d):
    client = Client()
    client.force_login(User.objects.create_user(f"agent-{n}", None, name="Agent"))
    keys.append(client.session.session_key)
print(json.dumps(keys))
"""
QUERIES = """
import json, uuid
from datetime import datetime, UTC
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
client = Client()
client.cookies["sessionid"] = "%s"
now = datetime.now(UTC).isoformat()
body = {"revision": 1, "answered_at": now, "revised_at": now, "mood": 3}
def cost(method, path, **more):
    with CaptureQueriesContext(connection) as queries:
        answer = client.generic(method, path, content_type="application/json", **more)
    assert answer.status_code in {201, 204}, answer.content
    return len(queries)
who = lambda: cost("GET", "/bare/who", HTTP_HOST="localhost")
checkin = lambda: cost("PUT", f"/api/v1/checkins/{uuid.uuid4()}", data=json.dumps(body),
                       HTTP_HOST="localhost")
who(), checkin()
print(json.dumps(checkin() - who()))
"""


HOW_TO_READ = f"""
First three rows: answered a second over {CONNECTIONS} connections, medians of rounds that take
turns. p50 to p99: milliseconds at 50 check-ins a second, counted from when each was due.
ratio: check-in to bare insert; 1 would be free. stock ratio: to the same check-in under Django's
own ASGI handler. queries: beyond session and person. Only ratios can be compared between machines.
"""


def say(text: str) -> None:
    print(text, file=sys.stderr)


def targets_of(product: Product) -> list[Target]:
    """The same write three times: the product's, the bare one, and the first on stock Django."""
    product.env["DJANGO_SETTINGS_MODULE"] = "benchmarks.bare.settings"
    sessions = product.python(PEOPLE % CONNECTIONS)
    pooled = server(product, "pooled")
    stock = server(product, "stock")
    return [
        Target("check-in", pooled, "/api/v1/checkins", sessions),
        Target("bare insert", pooled, "/bare", sessions),
        Target("check-in, stock handler", stock, "/api/v1/checkins", sessions),
    ]


def server(product: Product, handler: str) -> int:
    port = product.port = free_port()
    product.url = f"http://127.0.0.1:{port}"
    product.env["AFTERCALL_HANDLER"] = handler
    command = ["-m", "uvicorn", "wellbeing.asgi:application", "--port", str(port)]
    process = product.start(*command, "--no-access-log", "--log-level", "warning", name=handler)
    process.wait_until(product.answers)
    return port


def measure(product: Product, *, rounds: int, seconds: float) -> dict[str, float]:
    targets = targets_of(product)
    for target in targets:
        asyncio.run(as_fast_as_it_can(target, 0.5))  # warm
    rates = interleaved(targets, rounds=rounds, seconds=seconds, said=say)
    latencies = asyncio.run(at_a_fixed_rate(targets[0], rate=50, seconds=2 * seconds))
    checkin, bare, stock = (rates[target.name] for target in targets)
    found = {name: median(some) for name, some in rates.items()}
    found |= {f"p{n}": 1000 * percentile(latencies, n / 100) for n in (50, 95, 99)}
    found["ratio"] = median(a / b for a, b in zip(checkin, bare, strict=True))
    found["stock ratio"] = median(a / b for a, b in zip(checkin, stock, strict=True))
    found["queries"] = product.python(QUERIES % targets[0].sessions[0])
    return found


def run(*, rounds: int, seconds: float) -> dict[str, dict[str, float]]:
    found = {}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        urls = {"SQLite": ""}
        if find_postgres():
            postgres = Postgres(folder / "postgresql", durable=True)
            stack.callback(postgres.stop)
            urls["PostgreSQL"] = postgres.url
        for name, url in urls.items():
            say(name)
            product = Product(folder / name, database_url=url)
            with ExitStack() as servers:
                servers.callback(product.end)
                found[name] = measure(product, rounds=rounds, seconds=seconds)
    return found


def summary(found: dict[str, dict[str, float]]) -> dict[str, float | None]:
    """The slower database decides where there is one number for both."""
    return {
        "ratio_sqlite": round(found["SQLite"]["ratio"], 3),
        "ratio_postgresql": round(found["PostgreSQL"]["ratio"], 3)
        if "PostgreSQL" in found
        else None,
        "stock_ratio": round(min(one["stock ratio"] for one in found.values()), 3),
        "queries": max(one["queries"] for one in found.values()),
        "p95_ms_at_50_rps": round(max(one["p95"] for one in found.values()), 1),
    }


def show(found: dict[str, dict[str, float]], result: dict[str, float | None]) -> None:
    say(f"{'':26}" + "".join(f"{name:>12}" for name in found))
    for row in next(iter(found.values())):
        say(f"{row:26}" + "".join(f"{one[row]:12.2f}" for one in found.values()))
    say(HOW_TO_READ)
    for key, value in result.items():
        goal = "" if GOALS[key] is None else f"   goal {GOALS[key]}"
        say(f"{key:20} {value}{goal}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="one object on standard output")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0, help="of each target in each round")
    given = parser.parse_args()
    found = run(rounds=given.rounds, seconds=given.seconds)
    result = summary(found)
    show(found, result)
    if given.json:
        print(json.dumps(result))


if __name__ == "__main__":
    main()
