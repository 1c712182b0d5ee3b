"""Whom a rung reaches, and for which units somebody may start a drill."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.models import RoleGrant, Unit, User
from accounts.models.people import Role
from wellbeing.support.help_now.models import HelpCall
from wellbeing.support.help_now.rules import ALL, PEOPLE, PHONE, UNIT, Rung
from wellbeing.support.help_now.selectors.ladders import ways_up
from wellbeing.support.shifts.selectors import on_shift


def reached_by(rung: Rung, call: HelpCall, *, now: datetime) -> QuerySet[User]:
    """Never the person who calls."""
    others = User.objects.filter(is_active=True).exclude(pk=call.caller_id)
    if rung.who == PHONE:
        return others.none()
    if rung.who == PEOPLE:
        return others.filter(pk__in=rung.people)
    supervisors = others.filter(pk__in=_supervising(rung.who, call.unit_id, now))
    if rung.who == ALL:
        return supervisors
    return supervisors.filter(pk__in=on_shift(Role.SUPERVISOR, now))


def _supervising(who: str, unit_id: int, now: datetime) -> QuerySet[RoleGrant, UUID]:
    """Who supervises the unit or what is above it; with the site, also its other units."""
    way = [unit for unit in ways_up([unit_id]).get(unit_id, ()) if unit]
    where = Q(unit__in=way)
    if who != UNIT:
        # The organisation is last; the site, if there is one, stands before it.
        where |= Q(unit__in=Unit.objects.within_any(way[-2:-1]))
    grants = RoleGrant.objects.at(now).filter(role=Role.SUPERVISOR)
    return grants.filter(where).values_list("person", flat=True)


def units_to_drill(person: User, *, now: datetime) -> QuerySet[Unit]:
    """Those that this person supervises or administers."""
    roles = (Role.SUPERVISOR, Role.ADMINISTRATOR)
    grants = RoleGrant.objects.at(now).filter(person=person, role__in=roles)
    return Unit.objects.within_any(list(grants.values_list("unit", flat=True)))
