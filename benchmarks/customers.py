"""Whether somebody else reported the same customer, among a million cases and among a thousand.

A ratio of 1.1 says that it takes a tenth longer among a million. Both are asked in turns.
"""

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from time import sleep

from psycopg import OperationalError, connect

from wellbeing.core.keys import load_keys

HOME = Path(__file__).resolve().parent.parent
FEW, MANY = 1_000, 1_000_000
ROUNDS = 15
# One case by the services; the others are copies of its row under ids of their own.
LOOKUP = """
import sys
import django; django.setup()
from datetime import timedelta
from statistics import median
from time import perf_counter
from uuid import uuid4
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from accounts.models import RoleGrant, Unit, User
from wellbeing.incidents.customers.models import Sighting
from wellbeing.incidents.customers.selectors.matches import match_of
from wellbeing.incidents.customers.services.same import note_customer
from wellbeing.incidents.models import Case
from wellbeing.incidents.services.reporting import Said, report
call_command("migrate", verbosity=0)
cases, now = %d, timezone.now()
top = Unit.objects.create(kind="organisation", name="Company")
asha, ben, sam = (User.objects.create(personnel_number=n, name=n, unit=top) for n in "abc")
RoleGrant.objects.create(person=sam, role="case_handler", unit=top)
said = Said(kinds=["insult"], severity=1, channel="phone", acts=[],
            happened_at=now - timedelta(hours=1), reference="+48 512 345 678")
for who in (asha, ben, ben):
    first, _new = report(who, uid=uuid4(), identity="named", said=said, now=now)
    note_customer(first.pk)
lite = connection.vendor == "sqlite"
id = "lower(hex(randomblob(16)))" if lite else "gen_random_uuid()"
mark = "randomblob(32)" if lite else "sha256(gen_random_uuid()::text::bytea)"
own = {"id": id, "uid": id} | dict.fromkeys(("key_id", "story", "reference"), "NULL")
columns = [field.column for field in Case._meta.concrete_fields]
many = (f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {cases})"
        if lite else f"WITH n AS (SELECT generate_series(1, {cases}) AS i)")
one = first.pk.hex
with connection.cursor() as cursor:
    names, values = ", ".join(columns), ", ".join(own.get(name, name) for name in columns)
    cursor.execute(f"INSERT INTO incidents_case ({names}) {many} "
                   f"SELECT {values} FROM incidents_case, n WHERE id = '{one}'")
    cursor.execute("INSERT INTO customers_sighting (case_id, key_id, hash, whose, reported_at) "
                   f"SELECT id, '{first.key_id.hex}', {mark}, {id}, received_at "
                   "FROM incidents_case WHERE key_id IS NULL")
    cursor.execute("ANALYZE")
found = list(Case.objects.filter(key=None).order_by("?")[:100]) + [first] * 100
assert match_of(first, sam, now=now).reports == 3
assert Sighting.objects.count() == cases + 3
def look(case):
    began = perf_counter()
    match_of(case, sam, now=now)
    return perf_counter() - began
print("ready", flush=True)
for _line in sys.stdin:
    print(median(look(case) for case in found), flush=True)
"""


def lookup_ratio(folder: Path, postgres_url: str, *, many: int) -> dict[str, float]:
    """The same look-up in a small and in a large house of the same database."""
    homes, urls = (folder / "few", folder / "many"), (postgres_url, postgres_url)
    if postgres_url:
        urls = tuple(_database(postgres_url, home.name) for home in homes)
    with ExitStack() as stack:
        few, large = (
            _worker(stack, home, url, cases)
            for home, url, cases in zip(homes, urls, (FEW, many), strict=True)
        )
        _ask(few), _ask(large)  # warm
        rounds = [(_ask(few), _ask(large)) for _ in range(ROUNDS)]
    return {
        "few_ms": 1000 * median(one for one, _ in rounds),
        "many_ms": 1000 * median(other for _, other in rounds),
        "ratio": median(other / one for one, other in rounds),
    }


def _worker(stack: ExitStack, home: Path, url: str, cases: int) -> "subprocess.Popen[str]":
    """Fills its database, then looks each time that it gets a line."""
    home.mkdir(parents=True)
    load_keys(home / "keys.json")
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "wellbeing.settings", "DATABASE_URL": url}
    env |= {"AFTERCALL_DATA": str(home), "AFTERCALL_KEYS": str(home / "keys.json")}
    process = subprocess.Popen(
        [sys.executable, "-c", LOOKUP % cases], cwd=HOME, env=env, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    stack.callback(process.communicate)  # closes its input, which ends it
    assert _line(process) == "ready"
    return process


def _line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def _ask(process: "subprocess.Popen[str]") -> float:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()
    return float(_line(process))


def _database(url: str, name: str) -> str:
    """One beside the first; the server may still be starting."""
    for _ in range(100):
        try:
            with connect(url, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")
        except OperationalError:
            sleep(0.1)
        else:
            break
    return f"{url.rsplit('/', 1)[0]}/{name}"
