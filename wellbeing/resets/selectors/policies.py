"""Which break policy holds for whom: the one of the nearest unit up the tree that has one."""

from datetime import datetime
from typing import Any

from accounts.models import Unit, User
from accounts.selectors import units_administered_by
from wellbeing.resets.models import BreakPolicy
from wellbeing.resets.models.policies import BreakPolicyQuerySet, InForce

_UPWARDS = ("pk", "parent", "parent__parent", "parent__parent__parent")
Upwards = tuple[int | None, ...]


def policy_for(person: User, *, at: datetime) -> BreakPolicy | None:
    """Its unit is the floor on which this person counts."""
    if person.unit_id is None:
        return None
    way = ways_up([person.unit_id])[person.unit_id]
    return nearest(way, BreakPolicy.objects.in_force(at, [unit for unit in way if unit]))


def nearest(way: Upwards, found: InForce) -> BreakPolicy | None:
    return next((found[unit] for unit in way if unit in found), None)


def ways_up(units: list[int] | None = None) -> dict[int, Upwards]:
    """For each unit, itself and what is above it."""
    rows = Unit.objects.values_list(*_UPWARDS)
    if units is not None:
        rows = rows.filter(pk__in=units)
    return {way[0]: way for way in rows}


def history_for(administrator: User, *, now: datetime) -> BreakPolicyQuerySet:
    units = units_administered_by(administrator, now=now)
    versions = BreakPolicy.objects.filter(unit__in=units)
    return versions.order_by("-valid_from", "unit").select_related("unit", "by")


def units_with_policies(administrator: User, *, now: datetime) -> list[dict[str, Any]]:
    """Each unit with its own figures, and the policy that holds there, its own or one above."""
    found, ways = BreakPolicy.objects.in_force(now), ways_up()
    holders = Unit.objects.in_bulk(list(found))
    units = units_administered_by(administrator, now=now).order_by("name", "pk")
    return [
        {
            "unit": unit,
            "own": found[unit.pk].figures() if unit.pk in found else None,
            "in_force": _named(nearest(ways[unit.pk], found), holders),
        }
        for unit in units.select_related("parent__parent__parent")
    ]


def _named(policy: BreakPolicy | None, holders: dict[int, Unit]) -> dict[str, Any] | None:
    if policy is None:
        return None
    return {"unit": holders[policy.unit_id], "figures": policy.figures()}
