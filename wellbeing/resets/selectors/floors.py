"""What is seen of a floor: places in use and allowed, at the last five-minute mark."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from accounts.models import RoleGrant, Unit, User
from accounts.models.people import Role
from wellbeing.core.marks import mark_before
from wellbeing.resets.models import BreakPass, BreakPolicy
from wellbeing.resets.selectors.policies import nearest, policy_for, ways_up


@dataclass(frozen=True)
class Seen:
    """One floor as it was at a mark; nobody's name, and no pass by itself."""

    unit: Unit
    in_use: int
    allowed: int


def floor_of(person: User, *, now: datetime) -> list[Seen]:
    """The floor on which this person counts, if there is one."""
    mark = mark_before(now)
    policy = policy_for(person, at=mark)
    return _seen([policy] if policy else [], mark)


def floors_led_by(person: User, *, now: datetime) -> list[Seen]:
    """The floor of each unit that this person supervises, and the floors below it."""
    mark = mark_before(now)
    return _seen(_led(person, mark, now=now), mark)


def leads(person: User, floor_id: int, *, now: datetime) -> bool:
    """Whether this person sees the floor's number as a supervisor."""
    return floor_id in {policy.unit_id for policy in _led(person, now, now=now)}


def _led(person: User, at: datetime, *, now: datetime) -> list[BreakPolicy]:
    grants = RoleGrant.objects.at(now).filter(person=person, role=Role.SUPERVISOR)
    led = list(grants.values_list("unit", flat=True))
    if not led:
        return []
    within = set(Unit.objects.within_any(led).values_list("pk", flat=True))
    found = BreakPolicy.objects.in_force(at)
    above = [nearest(way, found) for way in ways_up(led).values()]
    floors = within & set(found) | {policy.unit_id for policy in above if policy}
    return [found[floor] for floor in floors]


def _seen(policies: Iterable[BreakPolicy], mark: datetime) -> list[Seen]:
    allowed = {policy.unit_id: policy.places or 0 for policy in policies}
    away = BreakPass.objects.away_at(mark).filter(floor__in=allowed)
    counts = away.order_by().values_list("floor").annotate(count=Count("id"))
    in_use = dict(counts)
    units = Unit.objects.filter(pk__in=allowed).order_by("name", "pk")
    return [Seen(unit, in_use.get(unit.pk, 0), allowed[unit.pk]) for unit in units]
