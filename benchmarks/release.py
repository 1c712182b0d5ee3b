"""What one weekly release costs beside the bare SQL aggregate on the same database.

A ratio of 1.2 says that bounding, noise, least squares, ledger and chain add a fifth. Filling the
table of members is told apart. The idle worker has drawn noise once, so that OpenDP is loaded.
The aggregate is written as in the specification and runs as the database is set up; the release
caps the answers of a day, counts by local day, and asks PostgreSQL for more memory and no nested
loops (with which the bare aggregate is no faster). The commit itself is left out.
The cost ratio lays the cost of one agent, filling and releasing, beside that at 100,000 agents.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from tests.services import Postgres, find_postgres

GOALS = {"time_ratio": 1.5, "rss_ratio": 1.5, "cost_ratio": 1.5}
JUDGED_FROM = 100_000
MAKE = """
import django; django.setup()
from random import Random
from uuid import UUID
from datetime import datetime, timedelta, UTC
from django.core.management import call_command
call_command("migrate", verbosity=0)
from accounts.models import RoleGrant, Unit, User
from wellbeing.checkins.models import CheckIn
from wellbeing.core.subjects import subject_of
from wellbeing.trends.planning import plan_until
chance, agents = Random(1), %d
monday = datetime(2026, 1, 5, tzinfo=UTC)
top = Unit.objects.create(kind="organisation", name="Company")
sites = Unit.objects.bulk_create(Unit(kind="site", name=f"s{n}", parent=top)
                                 for n in range(max(1, agents // 400)))
teams = Unit.objects.bulk_create(
    Unit(kind="department", name=f"d{n}", parent=sites[n // 4 %% len(sites)])
    for n in range(max(4, agents // 100)))
def some(step):
    for first in range(0, agents, step):
        yield range(first, min(first + step, agents))
for numbers in some(20_000):
    people = User.objects.bulk_create(
        [User(id=UUID(int=n + 1), diary=UUID(int=n + 1), personnel_number=f"n{n}", name="Agent",
              unit=teams[n %% len(teams)]) for n in numbers], batch_size=2000)
    RoleGrant.objects.bulk_create([RoleGrant(person=one, role="agent", unit_id=one.unit_id,
        starts_at=monday - timedelta(days=9)) for one in people], batch_size=2000)
    rows = []
    for one in people:
        if chance.random() < 0.6:
            for _ in range(chance.choice((3, 4, 5, 6))):
                at = monday + timedelta(seconds=chance.randrange(7 * 86400))
                id = UUID(int=chance.getrandbits(128))
                rows.append(CheckIn(subject=subject_of(one.diary), id=id, revision=1, utc_offset=0,
                    answered_at=at, received_at=at, changed_at=at, mood=chance.randint(1, 5)))
    CheckIn.objects.bulk_create(rows, batch_size=2000)
plan_until(monday)
"""
MEASURE = """
import django; django.setup()
import json, resource, time
from contextlib import contextmanager
from datetime import datetime, timedelta, UTC
from django.db import connection, transaction
from wellbeing.core.counting import counted
from wellbeing.core.settle import settle
from wellbeing.trends import noise, release, closing
from wellbeing.trends.models import Membership
now = datetime(2026, 1, 15, 12, tzinfo=UTC)
ROUNDS = 3
with connection.cursor() as cursor:
    cursor.execute("ANALYZE")
noise.noisy([0] * 10, l2=1.0, rho=0.001)
settle()
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
postgres = connection.vendor == "postgresql"
low, high = ("greatest", "least") if postgres else ("max", "min")
day = "answered_at::date" if postgres else "date(answered_at)"
BARE = f'''SELECT cell, sum(q), 75 * count(*) FROM (
    SELECT m.cell, CAST(round({high}(1.5, {low}(-1.5, avg(d) - 3.25)) * 100) AS integer) AS q FROM (
        SELECT subject, {day} AS day, avg(mood * 1.0) AS d FROM checkins_checkin
        WHERE forgotten_at IS NULL AND answered_at >= '2026-01-05' AND answered_at < '2026-01-12'
          AND received_at <= '2026-01-15' GROUP BY subject, {day}) t
    JOIN people_of_a_closing m ON m.subject = t.subject GROUP BY m.cell, m.subject) a
    GROUP BY cell'''
people = Membership.objects.values_list("person__diary", "cell")
fill, filled = 1e9, 0.0


def bare_once():
    global fill
    with transaction.atomic():
        start = time.perf_counter()
        with counted(people.iterator(chunk_size=5000)), connection.cursor() as cursor:
            fill = min(fill, time.perf_counter() - start)
            start = time.perf_counter()
            cursor.execute(BARE)
            return len(cursor.fetchall()), time.perf_counter() - start


@contextmanager
def timed(people):
    global filled
    start = time.perf_counter()
    with counted(people) as members:
        filled = time.perf_counter() - start
        yield members


def release_once():
    task = next(one for one in closing.due(now) if one.stream == "mood_week")
    with transaction.atomic():
        start = time.perf_counter()
        assert release.close(task, now=now)
        took = time.perf_counter() - start - filled
        transaction.set_rollback(True)
        return took


release.counted = timed
bare = [bare_once() for _ in range(ROUNDS)]
idle = peak()
release_once()
used = peak()
whole = []
for _ in range(ROUNDS):  # by turns, so that a slow minute of the machine is a slow minute of both
    bare.append(bare_once())
    whole.append(release_once())
groups, bare = bare[0][0], min(took for _, took in bare)
whole = min(whole)
print(json.dumps({"groups": groups, "fill_s": round(fill, 3), "bare_s": round(bare, 3),
    "release_s": round(whole, 3), "time_ratio": round(whole / bare, 3),
    "rss_ratio": round(used / idle, 3)}))
"""


def python(code: str, environment: dict[str, str]) -> str:
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=HOME, env=environment, check=True, capture_output=True,
        text=True,
    )  # fmt: skip
    return run.stdout


def measured(agents: int, *, postgresql: bool) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="aftercall-bench-") as folder:
        environment = {
            **os.environ, "DJANGO_SETTINGS_MODULE": "wellbeing.settings", "AFTERCALL_DATA": folder,
        }  # fmt: skip
        environment.pop("DATABASE_URL", None)
        python("import django; django.setup()", environment)  # makes the keys
        server = Postgres(Path(folder) / "postgresql") if postgresql else None
        if server:
            environment |= {
                "DATABASE_URL": server.url,
                "AFTERCALL_KEYS": str(Path(folder) / "keys.json"),
            }
        try:
            python(MAKE % agents, environment)
            return json.loads(python(MEASURE, environment))
        finally:
            if server:
                server.stop()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--agents", type=int, nargs="+", default=[2_000, 100_000])
    parser.add_argument("--database", choices=("sqlite", "postgresql"), help="both unless told")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    found, missed = [], []
    for postgresql in [False, *([True] if find_postgres() else [])]:
        if given.database and given.database != ("postgresql" if postgresql else "sqlite"):
            continue
        known = None
        for agents in sorted(given.agents):
            row = {"database": "postgresql" if postgresql else "sqlite", "agents": agents}
            row |= measured(agents, postgresql=postgresql)
            row["us_per_agent"] = round(1e6 * (row["fill_s"] + row["release_s"]) / agents, 2)
            if agents == JUDGED_FROM:
                known = row["us_per_agent"]
            elif known:
                row["cost_ratio"] = round(row["us_per_agent"] / known, 3)
            found.append(row)
            if not given.json:
                print(row, flush=True)
            if agents >= JUDGED_FROM:
                missed += [key for key, goal in GOALS.items() if row.get(key, 0) > goal]
    if given.json:
        print(json.dumps({"rows": found, "missed": missed}))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
