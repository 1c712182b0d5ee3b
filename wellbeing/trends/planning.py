"""The groups of the next four weeks, made from the roster as it is when they begin."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

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
    today = now.astimezone(zone()).date()
    last = Planning.objects.order_by("-number").first()
    if last is None:
        roster = _agents(now)
        if len(roster) >= cells.BASE:
            _install(roster, schedule.monday_of(now, zone()), now)
        return
    length = schedule.PLANNING_WEEKS * schedule.WEEK
    while (starts_on := last.starts_on + length) <= today:
        last = _plan(_agents(now), number=last.number + 1, starts_on=starts_on, now=now)


@transaction.atomic
def _install(roster: dict[UUID, int], starts_on: date, now: datetime) -> None:
    """The strength of the blur is chosen once from the size of the roster (docs/privacy.md)."""
    Choice.objects.create(
        from_planning=0,
        preset=preset_for(len(roster)),
        table=table_for(len(roster)),
        chosen_at=now,
    )
    _plan(roster, number=0, starts_on=starts_on, now=now)


def choice_for(planning: int) -> Choice:
    """The preset in force in a planning period."""
    return Choice.objects.filter(from_planning__lte=planning).latest("from_planning")


def _agents(now: datetime) -> dict[UUID, int]:
    """Everybody who is an agent now, and in which unit."""
    grants = RoleGrant.objects.at(now).filter(role=Role.AGENT, person__is_active=True)
    found = grants.exclude(person__unit=None).values_list("person", "person__unit")
    return dict(found.distinct().iterator(chunk_size=5000))


@transaction.atomic
def _plan(roster: dict[UUID, int], *, number: int, starts_on: date, now: datetime) -> Planning:
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
    return planning


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
