"""The participants as people of this installation, and the links by which they sign in."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts import invitations
from accounts.models import RoleGrant, Unit, User
from accounts.models.people import Role

UNIT = "Replayed study"
_INVITER = "study-desk"


@dataclass(frozen=True)
class Link:
    """What an invitation carries."""

    id: UUID
    secret: str


@transaction.atomic
def invite_participants(names: list[str], now: datetime) -> dict[str, Link]:
    """Make whoever is missing, and a link for each."""
    unit = _unit()
    inviter = _person(_INVITER, unit)
    return {name: _link(inviter, _participant(name, unit), now) for name in names}


def _unit() -> Unit:
    company, _ = Unit.objects.get_or_create(
        kind=Unit.Kind.ORGANISATION, defaults={"name": "Aftercall"}
    )
    unit, _ = Unit.objects.get_or_create(
        parent=company, name=UNIT, defaults={"kind": Unit.Kind.SITE}
    )
    return unit


def _participant(name: str, unit: Unit) -> User:
    person = _person(f"study-{name}", unit)
    RoleGrant.objects.get_or_create(person=person, role=Role.AGENT, unit=unit, until=None)
    return person


def _person(number: str, unit: Unit) -> User:
    person, _ = User.objects.get_or_create(
        personnel_number=number,
        defaults={
            "name": number,
            "unit": unit,
            "time_zone": "Europe/Amsterdam",
            "password": make_password(None),
        },
    )
    return person


def _link(inviter: User, person: User, now: datetime) -> Link:
    invitation, _ = invitations.invite(inviter, id=uuid4(), person=person, now=now)
    id, secret = invitations.url_of(invitation).rsplit("/", 1)[1].split(".", 1)
    return Link(UUID(id), secret)
