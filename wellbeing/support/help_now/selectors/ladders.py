"""Which ladder holds for whom: the one of the nearest unit up the tree that has one."""

from datetime import datetime
from typing import Any

from accounts.models import Unit, User
from accounts.selectors import units_administered_by
from wellbeing.support.help_now.models import Ladder
from wellbeing.support.help_now.models.ladders import InForce, LadderQuerySet
from wellbeing.support.help_now.rules import BUILT_IN, Rung

_UPWARDS = ("pk", "parent", "parent__parent", "parent__parent__parent")
Upwards = tuple[int | None, ...]


def ladder_of(unit_id: int, *, at: datetime) -> tuple[Rung, ...]:
    """Its own, the nearest one above, or the one that is built in."""
    way = ways_up([unit_id])[unit_id]
    found = nearest(way, Ladder.objects.in_force(at, [unit for unit in way if unit]))
    return found.steps() if found else BUILT_IN


def nearest(way: Upwards, found: InForce) -> Ladder | None:
    return next((found[unit] for unit in way if unit in found), None)


def ways_up(units: list[int] | None = None) -> dict[int, Upwards]:
    """For each unit, itself and what is above it."""
    rows = Unit.objects.values_list(*_UPWARDS)
    if units is not None:
        rows = rows.filter(pk__in=units)
    return {way[0]: way for way in rows}


def history_for(administrator: User, *, now: datetime) -> LadderQuerySet:
    versions = Ladder.objects.filter(unit__in=units_administered_by(administrator, now=now))
    return versions.order_by("-valid_from", "unit").select_related("unit", "by")


def units_with_ladders(administrator: User, *, now: datetime) -> list[dict[str, Any]]:
    """Each unit with its own ladder, if it has one, and the ladder that holds there."""
    found, ways = Ladder.objects.in_force(now), ways_up()
    holders = Unit.objects.in_bulk(list(found))
    units = units_administered_by(administrator, now=now).order_by("name", "pk")
    rows = []
    for unit in units.select_related("parent__parent__parent"):
        held = nearest(ways[unit.pk], found)
        rows.append(
            {
                "unit": unit,
                "own": unit.pk in found,
                "holder": holders[held.unit_id] if held else None,
                "rungs": held.steps() if held else BUILT_IN,
            }
        )
    return rows


def names_of(rungs: list[Rung]) -> dict[str, str]:
    """Who is named on them, by id."""
    named = {person for rung in rungs for person in rung.people}
    return {str(user.pk): user.name for user in User.objects.filter(pk__in=named)}
