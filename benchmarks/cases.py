"""How much the list of cases costs beside the bare SQL of the same answer, at 100,000 cases.

Reads like this: a ratio of 1.2 says that the whole request takes a fifth longer than its own
statements, asked one after the other over the same connection and read to the last row.
lookup_ratio: whether a customer was reported before, among a million cases and among a thousand.
"""

import argparse
import json
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.customers import MANY, lookup_ratio
from tests.reliability.product import Product
from tests.services import Postgres, find_postgres

CASES = 100_000
GOALS = {"list_queries": 10, "list_ratio": 1.5, "list_ms": None, "lookup_ratio": 1.5}
SEED = """
import json, random
from datetime import timedelta
from uuid import UUID, uuid4
from django.utils import timezone
from accounts.models import RoleGrant, Unit, User
from wellbeing.core.models import DataKey
from wellbeing.incidents.models import Case, CaseDeadline, Exclusion, Holder
chance, now = random.Random(7), timezone.now()
company = Unit.objects.create(kind="organisation", name="Company")
site = Unit.objects.create(kind="site", name="Site", parent=company)
teams = [Unit.objects.create(kind="team", name=f"Team {n}", parent=site) for n in range(200)]
handlers = [User.objects.create(personnel_number=f"h{n}", name=f"Handler {n}") for n in range(20)]
agents = User.objects.bulk_create(
    User(personnel_number=f"a{n}", name=f"Agent {n}", unit=teams[n %% 200]) for n in range(5000)
)
for one in handlers:
    RoleGrant.objects.create(
        person=one, role="case_handler", unit=company, starts_at=now - timedelta(days=900)
    )
KINDS = ["insult", "shouting", "profanity", "threat", "sexual", "hate"]
for start in range(0, %(cases)d, 5000):
    cases, clocks = [], []
    keys = DataKey.objects.bulk_create(
        DataKey(wrapped=b"x" * 60, wrapped_by="none") for _ in range(5000)
    )
    for n in range(start, start + 5000):
        agent, holder = agents[n %% 5000], handlers[n %% 20]
        at = now - timedelta(minutes=chance.randrange(60, 900 * 1440))
        is_open = chance.random() < 0.1
        case = Case(
            id=UUID(int=chance.getrandbits(128), version=4), identity="named", reporter=agent,
            uid=uuid4(), unit=agent.unit, kinds=chance.sample(KINDS, 2),
            severity=chance.randrange(4), urgent=chance.random() < 0.002, channel="phone",
            acts=["boundary"], happened_at=at, story=b"x" * 400, reference=b"x" * 40,
            received_at=at, changed_at=at, state="acknowledged", acknowledged_at=at,
            assigned_to=holder, key=keys[n - start],
        )
        if not is_open:
            case.state, case.ended_at, case.outcome = "closed", at, b"x" * 200
            case.closed_by = holder
            case.outcome_read_at = at if chance.random() < 0.7 else None
        cases.append(case)
        times = {"by_the_wall": True, "remind_at": at + timedelta(days=5),
                 "due_at": at + timedelta(days=7)}
        clocks.append(CaseDeadline(case=case, kind="acknowledge", met_at=at, **times))
        clocks.append(
            CaseDeadline(case=case, kind="answer", met_at=None if is_open else at, **times)
        )
    Case.objects.bulk_create(cases, batch_size=500)
    CaseDeadline.objects.bulk_create(clocks, batch_size=500)
    Holder.objects.bulk_create(
        (Holder(case=one, person=one.assigned_to) for one in cases), batch_size=500
    )
some = list(Case.objects.values_list("pk", flat=True)[:300])
Exclusion.objects.bulk_create(Exclusion(case_id=pk, person=handlers[0]) for pk in some)
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("ANALYZE")
print(json.dumps(Case.objects.count()))
"""
MEASURE = """
import json, time
from statistics import median
from django.db import connection
from django.test.utils import CaptureQueriesContext
from accounts.models import User
from tests.people import ApiClient, sign_in
from django.conf import settings
settings.ALLOWED_HOSTS = ["*"]
client = ApiClient()
sign_in(client, User.objects.get(personnel_number="h0"))
ASKED = %(asked)r
found = []
for asked in ASKED:
    def answer():
        response = client.get("/api/v1/cases" + asked)
        assert response.status_code == 200, response.content
        return response.json()
    told = answer()
    with CaptureQueriesContext(connection) as queries:
        answer()
    statements = [one["sql"] for one in queries.captured_queries]
    plain = [one for one in statements if one.lstrip().upper().startswith("SELECT")]
    def bare():
        with connection.cursor() as cursor:
            for one in plain:
                cursor.execute(one)
                cursor.fetchall()
    def cost(work):
        began = time.perf_counter()
        work()
        return 1000 * (time.perf_counter() - began)
    bare()
    pairs = [(cost(answer), cost(bare)) for _ in range(%(rounds)d)]
    found.append({
        "asked": asked or "all open",
        "queries": len(statements),
        "ms": median(one for one, _ in pairs),
        "bare_ms": median(one for _, one in pairs),
        "ratio": median(one / other for one, other in pairs),
        "count": told["count"],
    })
print(json.dumps(found))
"""
ASKED = ["", "?state=closed", "?kind=threat&severity=3", "?text=Team 17", "?late=true&page=4"]


def say(text: str) -> None:
    print(text, file=sys.stderr)


def measure(product: Product, *, cases: int, rounds: int) -> list[dict[str, float]]:
    product.manage("migrate", "--verbosity", "0")
    say(f"{product.python(SEED % {'cases': cases})} cases")
    found: list[dict[str, float]] = product.python(MEASURE % {"asked": ASKED, "rounds": rounds})
    return found


def run(*, cases: int, rounds: int) -> dict[str, list[dict[str, float]]]:
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
            found[name] = measure(product, cases=cases, rounds=rounds)
            for row in found[name]:
                say(
                    f"  {row['asked']:28}{row['queries']:4} queries{row['ms']:9.1f} ms"
                    f"{row['bare_ms']:9.1f} ms bare{row['ratio']:7.2f}   {row['count']} found"
                )
    return found


def lookups(*, many: int) -> float:
    """The slower database decides."""
    ratios = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        urls = {"SQLite": ""}
        if find_postgres():
            postgres = Postgres(folder / "postgresql")
            stack.callback(postgres.stop)
            urls["PostgreSQL"] = postgres.url
        for name, url in urls.items():
            row = lookup_ratio(folder / name, url, many=many)
            say(
                f"{name}: look-up {row['few_ms']:.2f} ms among few, {row['many_ms']:.2f} among many"
            )
            ratios.append(row["ratio"])
    return max(ratios)


def summary(found: dict[str, list[dict[str, float]]]) -> dict[str, float]:
    """The slower database and the dearest list decide."""
    rows = [row for rows in found.values() for row in rows]
    return {
        "list_queries": max(row["queries"] for row in rows),
        "list_ratio": round(max(row["ratio"] for row in rows), 3),
        "list_ms": round(max(row["ms"] for row in rows), 1),
    }


def main() -> int:
    """Ends with 1 where a goal was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="one object on standard output")
    parser.add_argument("--cases", type=int, default=CASES)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--many", type=int, default=MANY, help="cases to look a customer up in")
    given = parser.parse_args()
    result = summary(run(cases=given.cases, rounds=given.rounds))
    result["lookup_ratio"] = round(lookups(many=given.many), 2)
    for key, value in result.items():
        goal = "" if GOALS[key] is None else f"   goal at most {GOALS[key]}"
        say(f"{key:20} {value}{goal}")
    if given.json:
        print(json.dumps(result))
    return int(any(goal is not None and result[key] > goal for key, goal in GOALS.items()))


if __name__ == "__main__":
    sys.exit(main())
