"""Who may look after whom."""

from datetime import datetime

from django.db.models import Q, QuerySet

from accounts.models import RoleGrant, Unit, User
from accounts.models.people import Role


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


def named_like(people: QuerySet[User], words: str) -> QuerySet[User]:
    for word in words.split()[:5]:
        people = people.filter(
            Q(name__icontains=word) | Q(personnel_number__icontains=word) | Q(email__icontains=word)
        )
    return people


def wider_administrators(person: User, *, now: datetime) -> QuerySet[RoleGrant]:
    """Administrators of something that this person does not administer."""
    grants = RoleGrant.objects.at(now).filter(role=Role.ADMINISTRATOR)
    return grants.exclude(unit__in=units_administered_by(person, now=now))
