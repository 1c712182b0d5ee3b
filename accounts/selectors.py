"""Who may look after whom."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from accounts.models import RoleGrant, Unit, User
from accounts.models.people import LEADING_ROLES, SECOND_FACTOR_ROLES, Role


def units_administered_by(person: User, *, now: datetime) -> QuerySet[Unit]:
    """Every unit below one that this person administers, and that unit itself."""
    grants = RoleGrant.objects.at(now).filter(person=person, role=Role.ADMINISTRATOR)
    return Unit.objects.within_any(grants.values_list("unit", flat=True))


def people_administered_by(person: User, *, now: datetime) -> QuerySet[User]:
    """Everybody within those units; who has left stays to be seen."""
    return User.objects.filter(unit__in=units_administered_by(person, now=now))


def administers_everything(person: User, *, now: datetime) -> bool:
    grants = RoleGrant.objects.at(now).filter(person=person, role=Role.ADMINISTRATOR)
    return grants.filter(unit__parent=None).exists()


def units_led_by(person: User, *, now: datetime) -> QuerySet[Unit]:
    """Every unit whose people this person leads: theirs, and those below."""
    grants = RoleGrant.objects.at(now).filter(person=person, role__in=LEADING_ROLES)
    return Unit.objects.within_any(list(grants.values_list("unit", flat=True)))


def leading(*units: Unit | None, now: datetime) -> QuerySet[User]:
    """Whoever leads one of them, or leads above it."""
    return holding_over(units, LEADING_ROLES, now=now)


def holding_over(
    units: Iterable[Unit | None], roles: Iterable[Role], *, now: datetime
) -> QuerySet[User]:
    """Everybody active with such a role for one of these units, or for one above it."""
    above = {one.pk for unit in units if unit for one in unit.path()}
    grants = RoleGrant.objects.at(now).filter(role__in=list(roles), unit__in=above)
    return User.objects.filter(is_active=True, pk__in=grants.values("person"))


def named_like(people: QuerySet[User], words: str) -> QuerySet[User]:
    for word in words.split()[:5]:
        people = people.filter(
            Q(name__icontains=word) | Q(personnel_number__icontains=word) | Q(email__icontains=word)
        )
    return people


def roles_beyond(person: User, *, now: datetime) -> QuerySet[RoleGrant]:
    """Roles with a second factor in parts that this person does not administer, also coming ones.

    Who holds one is not theirs to invite or change: a link or an address would lead into the role.
    """
    grants = RoleGrant.objects.filter(Q(until=None) | Q(until__gt=now))
    grants = grants.filter(role__in=SECOND_FACTOR_ROLES).exclude(person=person)
    return grants.exclude(unit__in=units_administered_by(person, now=now))


def people_changed_by(person: User, *, now: datetime) -> QuerySet[User]:
    """Whom they look after and may also invite or change."""
    beyond = roles_beyond(person, now=now).values("person")
    return people_administered_by(person, now=now).exclude(pk__in=beyond)
