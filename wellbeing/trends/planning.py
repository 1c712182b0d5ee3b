"""The groups of the next four weeks, made from the roster as it is when they begin."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, models, transaction

from accounts.models import RoleGrant
from accounts.models.people import Role
from wellbeing.trends import cells, schedule
from wellbeing.trends.budget import preset_for, table_for
from wellbeing.trends.models import Cell, Choice, Membership, Planning
from wellbeing.trends.places import Tree, homes_in, store_cell, store_places

_FLOORS = {Cell.Level.LARGE: cells.LARGE, Cell.Level.BASE: cells.BASE}


def zone() -> ZoneInfo:
    return ZoneInfo(settings.ORGANISATION_TIME_ZONE)


def epoch() -> date | None:
    """The Monday from which everything is counted; None before there are eighty agents."""
    first = Planning.objects.order_by("number").first()
    return first.starts_on if first else None


def planning_on(day: date) -> Planning | None:
    return Planning.objects.filter(starts_on__lte=day).order_by("-number").first()


def plan_until(now: datetime) -> None:
    """Make every planning period that has begun. The first waits until there are eighty agents."""
    while (begun := _begun(now)) is not None:
        with transaction.atomic():
            one_at_a_time(Planning)
            if begun == _begun(now):  # or another worker has made it meanwhile
                _plan_next(*begun, now=now)


def one_at_a_time(model: type[models.Model]) -> None:
    """No other worker writes this table until the transaction ends; SQLite has one writer anyway.

    Reading goes on.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {model._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")


def _begun(now: datetime) -> tuple[int, date] | None:
    """Number and first day of the oldest planning period that has begun and is not made."""
    last = Planning.objects.order_by("-number").first()
    if last is None:
        return (0, schedule.monday_of(now, zone())) if len(_agents(now)) >= cells.BASE else None
    starts_on = last.starts_on + schedule.PLANNING_WEEKS * schedule.WEEK
    return (last.number + 1, starts_on) if starts_on <= now.astimezone(zone()).date() else None


def _plan_next(number: int, starts_on: date, *, now: datetime) -> None:
    roster = _agents(now)
    if not number:
        # The strength is chosen once from the size of the roster (docs/privacy.md).
        preset, table = preset_for(len(roster)), table_for(len(roster))
        Choice.objects.create(from_planning=0, preset=preset, table=table, chosen_at=now)
    _plan(roster, number=number, starts_on=starts_on, now=now)


def choice_for(planning: int) -> Choice:
    """The preset in force in a planning period."""
    return Choice.objects.filter(from_planning__lte=planning).latest("from_planning")


def _agents(now: datetime) -> dict[UUID, int]:
    """Everybody who is an agent now, and in which unit."""
    grants = RoleGrant.objects.at(now).filter(role=Role.AGENT, person__is_active=True)
    found = grants.exclude(person__unit=None).values_list("person", "person__unit")
    return dict(found.distinct().iterator(chunk_size=5000))


def _plan(roster: dict[UUID, int], *, number: int, starts_on: date, now: datetime) -> None:
    tree = Tree(roster)
    rules = {level: _eligible(number, level) for level in Cell.Level}
    larges, bases = cells.partition(
        tree.root, large=rules[Cell.Level.LARGE], base=rules[Cell.Level.BASE]
    )
    planning = Planning.objects.create(
        number=number,
        starts_on=starts_on,
        agents=len(roster),
        memory={level: rule.now for level, rule in rules.items()},
        made_at=now,
    )
    above = [store_cell(planning, tree, Cell.Level.LARGE, cell) for cell in larges]
    below = [store_cell(planning, tree, Cell.Level.BASE, one, above[one.large]) for one in bases]
    homes = homes_in(zip(below, bases, strict=True))
    store_places(planning, tree, homes)
    Membership.objects.bulk_create(
        (
            Membership(planning=planning, person_id=person, cell_id=homes[f"u{unit}"].pk)
            for person, unit in roster.items()
            if homes
        ),
        batch_size=2000,
    )


def _eligible(number: int, level: str) -> cells.Hysteresis:
    """At installation a unit stands alone from the floor on: it is as if it had always stood."""
    floor = _FLOORS[Cell.Level(level)]
    if not number:
        return _AtOnce(floor, {})
    before = Planning.objects.get(number=number - 1).memory[level]
    return cells.Hysteresis(floor, {key: (size, stood) for key, (size, stood) in before.items()})


class _AtOnce(cells.Hysteresis):
    def __call__(self, key: str, size: int) -> bool:
        self.now[key] = (size, size >= self.floor)
        return self.now[key][1]
