"""Who is there now."""

from datetime import datetime

from django.db.models import QuerySet

from accounts.models import RoleGrant, User
from accounts.models.people import Role
from wellbeing.support.shifts.models import Shift
from wellbeing.support.shifts.rules import ROLES


def on_shift(role: Role, now: datetime) -> QuerySet[User]:
    """Who said so, is still here and still has the role."""
    shifts = Shift.objects.at(now).filter(role=role).values("person")
    grants = RoleGrant.objects.at(now).filter(role=role).values("person")
    return User.objects.filter(is_active=True, pk__in=shifts).filter(pk__in=grants)


def shifts_of(person: User, *, now: datetime) -> dict[str, datetime | None]:
    """For each role in which this person can be asked: until when they are there, if they are."""
    held = RoleGrant.objects.at(now).filter(person=person, role__in=ROLES)
    roles = set(held.values_list("role", flat=True))
    until = dict(Shift.objects.at(now).filter(person=person).values_list("role", "until"))
    return {role: until.get(role) for role in ROLES if role in roles}
