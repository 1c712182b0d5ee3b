"""How an installation gets its first administrator, or one again when none is left."""

from datetime import datetime
from uuid import uuid4

from django.db import transaction

from accounts.invitations import invite, newcomers
from accounts.models import Invitation, RoleGrant, Unit, User
from accounts.models.people import Role
from wellbeing.core import audit


@transaction.atomic
def appoint_administrator(
    *, personnel_number: str, name: str, organisation: str, now: datetime
) -> Invitation | None:
    """Make somebody administrator of the whole organisation.

    Returns the invitation for their first sign-in, or None where they can sign in already.
    """
    unit = _organisation(organisation)
    person = _person(personnel_number, name, unit)
    RoleGrant.objects.get_or_create(
        person=person, role=Role.ADMINISTRATOR, unit=unit, until=None, defaults={"starts_at": now}
    )
    audit.record("appointed", actor_id=None, role="operator", person_id=person.pk, now=now)
    if not newcomers().filter(pk=person.pk).exists():
        return None
    invitation, _ = invite(person, id=uuid4(), person=person, now=now)
    return invitation


def _organisation(name: str) -> Unit:
    found = Unit.objects.filter(kind=Unit.Kind.ORGANISATION).first()
    return found or Unit.objects.create(kind=Unit.Kind.ORGANISATION, name=name)


def _person(personnel_number: str, name: str, unit: Unit) -> User:
    found = User.objects.filter(personnel_number__iexact=personnel_number).first()
    if found is None:
        return User.objects.create_user(personnel_number, name=name, unit=unit)
    if not found.is_active:
        User.objects.filter(pk=found.pk).update(is_active=True)
        found.is_active = True
    return found
