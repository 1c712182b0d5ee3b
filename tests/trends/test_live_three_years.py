"""Three years of real closings: whatever happens, no 364 days cost anybody more than a year may.

`make audit` sets AFTERCALL_AUDIT=1 for lives that chance makes up.
"""

import os
from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from uuid import uuid4

import numpy
import pytest
from django.db import transaction

from accounts.models import RoleGrant, Unit, User
from tests.trends.company import MONDAY, at, closing_of, company, hire, say
from tests.trends.crash import Killed, killed_at
from wellbeing.trends import chain
from wellbeing.trends.budget import TABLES, YEAR_DAYS
from wellbeing.trends.closing import close_due
from wellbeing.trends.interventions import BudgetTaken, NoNumberOfItsOwn, announce_change
from wellbeing.trends.ledger import TOLERANCE
from wellbeing.trends.models import Intervention, Membership, Planning, Release
from wellbeing.trends.schedule import PLANNING_WEEKS

pytestmark = pytest.mark.django_db

WEEKS = 156
LONG = os.environ.get("AFTERCALL_AUDIT") == "1"
Costs = list[tuple[date, float]]  # when it closed, and its part of a year's budget


def monday(week: int) -> date:
    """On which week `week` begins, counted from 1."""
    return MONDAY + timedelta(weeks=week - 1)


def live(week: int) -> None:
    """Its Monday, where groups are made on it, and the moment at which it is closed."""
    if week % PLANNING_WEEKS == 1:
        close_due(at(monday(week)))
    close_due(closing_of(week))
    chain.append_missing()


# --- What happens to an organisation --------------------------------------------------------------
def unit(name: str) -> Unit:
    return Unit.objects.get(name=name)


def move_people(count: int, here: str, there: str) -> None:
    moving = User.objects.filter(unit=unit(here)).order_by("pk").values_list("pk", flat=True)
    User.objects.filter(pk__in=list(moving[:count])).update(unit=unit(there))


def a_department_moves_to_another_site() -> None:
    top = Unit.objects.get(kind=Unit.Kind.ORGANISATION)
    there = Unit.objects.create(kind=Unit.Kind.SITE, name="Site 1", parent=top)
    Unit.objects.filter(name="Department 0.2").update(parent=there)


def a_department_falls_below_the_floor() -> None:
    move_people(30, "Department 0.1", "Department 0.0")


def two_departments_are_merged() -> None:
    move_people(1000, "Department 0.1", "Department 0.2")


def some_join_and_some_leave() -> None:
    hire(90, unit("Department 0.1"))
    leaving = User.objects.filter(unit=unit("Department 0.0")).order_by("-pk")[:20]
    RoleGrant.objects.filter(person__in=list(leaving)).delete()


def a_department_is_split() -> None:
    move_people(60, "Department 0.2", "Department 0.0")


HAPPENS: dict[int, Callable[[], None]] = {
    18: a_department_moves_to_another_site,
    31: a_department_falls_below_the_floor,
    57: two_departments_are_merged,
    82: some_join_and_some_leave,
    107: a_department_is_split,
}
UNITS = ("Department 0.0", "Department 0.1", "Department 0.2", "Site 0")


def announce(manager: User, name: str, week: int) -> bool:
    """Whether the app took it: a change in so many weeks, for eight weeks."""
    try:
        announce_change(
            manager=manager, id=uuid4(), unit=unit(name).pk, actions=["Longer huddle"],
            starts_on=monday(week + 9), now=at(monday(week)),
        )  # fmt: skip
    except (BudgetTaken, NoNumberOfItsOwn):
        return False
    return True


def die_and_come_back(week: int, statement: int) -> None:
    with pytest.raises(Killed), killed_at(statement):
        live(week)
    live(week)


def lose(weeks: range) -> None:
    """The database is restored from a backup of before these weeks; the copy outlives it."""
    backup = transaction.savepoint()
    for week in weeks:
        live(week)
    transaction.savepoint_rollback(backup)


# --- What it cost ---------------------------------------------------------------------------------
def cost(releases: list[Release]) -> Costs:
    return [(one.ends_on, one.rho / one.rho_year) for one in releases]


def still_to_come(rows: list[Release]) -> Costs:
    """What the streams will cost that no feature counts yet, in the same periods."""
    counted = {one.stream for one in rows}
    missing = [one for one in TABLES["small"] if one.name not in counted and one.level != "change"]
    return [
        (MONDAY + n * timedelta(weeks=stream.weeks), stream.share / stream.a_year)
        for stream in missing
        for n in range(1, WEEKS // stream.weeks + 1)
    ]


def dearest(costs: Costs) -> float:
    """The largest sum of any 364 days, day by day: not the code that is tested."""
    days = numpy.zeros(7 * WEEKS + 2 * YEAR_DAYS)
    for day, part in costs:
        days[(day - MONDAY).days] += part
    return float(numpy.convolve(days, numpy.ones(YEAR_DAYS)).max())


def paths() -> dict[tuple[frozenset[int], frozenset[int]], int]:
    """How many people went each way: in which planning periods, in which announced changes."""
    planned, changes = defaultdict(set), defaultdict(set)
    for person, number in Membership.objects.values_list("person", "planning"):
        planned[person].add(number)
    for person, change in Intervention.objects.values_list("people__person", "pk"):
        changes[person].add(change)
    found: dict[tuple[frozenset[int], frozenset[int]], int] = defaultdict(int)
    for person in planned.keys() | changes.keys():
        found[frozenset(planned[person]), frozenset(changes[person])] += 1
    return found


def along(path: tuple[frozenset[int], frozenset[int]], rows: list[Release]) -> list[Release]:
    """The releases that somebody was in. Of a lost one nobody knows: it counts for everybody."""
    plannings, changes = path
    return [
        one for one in rows
        if (one.intervention_id in changes if one.stream == "intervention"
            else one.planning_id in plannings or one.lost)
    ]  # fmt: skip


def held(rows: list[Release]) -> tuple[float, float]:
    """The dearest 364 days on anybody's way: as spent, and with the streams still to come."""
    coming = still_to_come(rows)
    spent = [cost(along(path, rows)) for path in paths()]
    return max(map(dearest, spent)), max(dearest([*one, *coming]) for one in spent)


def each_period_once(rows: list[Release]) -> bool:
    keys = [(one.stream, one.level, one.starts_on, one.intervention_id) for one in rows]
    return len(keys) == len(set(keys))


# --- Lives ----------------------------------------------------------------------------------------
def test_three_years_with_everything_that_happens(organisation, mona):
    people = company([100, 100, 100])
    taken, refused = 0, 0
    for week in range(1, WEEKS + 1):
        say(people[week % 300], at(monday(week)), 1 + week % 5)
        HAPPENS.get(week, lambda: None)()
        if week % 26 in (3, 8, 13):  # six a year, of which two fit
            done = announce(mona, "Department 0.0", week)
            taken, refused = taken + done, refused + (not done)
        if week in (15, 64):
            die_and_come_back(week, statement=40)
        elif week == 70:
            lose(range(70, 75))
            live(70)
        else:
            live(week)

    rows = list(Release.objects.all())
    spent, with_all = held(rows)
    assert spent <= with_all <= 1 + TOLERANCE
    assert spent >= 0.9 - TOLERANCE
    assert with_all >= 0.999
    assert each_period_once(rows)
    assert sum(one.stream == "mood_week" for one in rows) == 2 * WEEKS
    assert any(one.lost for one in rows)
    assert len({len(planning.cells.all()) for planning in Planning.objects.all()}) > 1
    assert (taken, refused) == (6, 12)


@pytest.mark.skipif(not LONG, reason="make audit runs it")
@pytest.mark.parametrize("seed", range(4))
def test_three_years_that_chance_makes_up(organisation, mona, seed):
    """Units that grow, shrink and trade people, and a manager who announces whatever is taken."""
    chance = Random(seed)
    company([chance.randint(80, 200) for _ in range(3)], [chance.randint(20, 120)])
    departments = list(
        Unit.objects.filter(kind=Unit.Kind.DEPARTMENT).values_list("name", flat=True)
    )
    for week in range(1, WEEKS + 1):
        if week % 5 == 0:
            move_people(chance.randint(1, 60), *chance.sample(departments, 2))
        for name in chance.sample([*departments, "Site 0"], 2):
            announce(mona, name, week)
        if chance.random() < 0.05:
            die_and_come_back(week, statement=chance.randint(1, 60))
        elif chance.random() < 0.03:
            lose(range(week, week + 3))
            live(week)
        else:
            live(week)

    rows = list(Release.objects.all())
    spent, with_all = held(rows)
    assert 0.9 - TOLERANCE <= spent <= with_all <= 1 + TOLERANCE
    assert each_period_once(rows)
