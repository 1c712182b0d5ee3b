"""The participants as people of this installation, and what they sign in with."""

import hmac
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connections

from accounts.models import RoleGrant, Unit, User
from accounts.models.people import Role

UNIT = "Replayed study"


@dataclass(frozen=True)
class Login:
    """The same in every run, so that a run after a broken one finds its people."""

    number: str
    password: str


def settle_participant(name: str, unit: Unit) -> Login:
    """Make the participant if nobody has yet. For a thread of its own: hashing takes a while."""
    login = Login(f"study-{name}", _password(name))
    try:
        person = _person(login, unit)
        RoleGrant.objects.get_or_create(person=person, role=Role.AGENT, unit=unit, until=None)
    finally:
        connections.close_all()
    return login


def study_unit() -> Unit:
    company, _ = Unit.objects.get_or_create(
        kind=Unit.Kind.ORGANISATION, defaults={"name": "Aftercall"}
    )
    unit, _ = Unit.objects.get_or_create(
        parent=company, name=UNIT, defaults={"kind": Unit.Kind.SITE}
    )
    return unit


def _person(login: Login, unit: Unit) -> User:
    person = User.objects.filter(personnel_number=login.number).first()
    return person or User.objects.create(
        personnel_number=login.number,
        name=login.number,
        unit=unit,
        time_zone="Europe/Amsterdam",
        password=make_password(login.password),
    )


def _password(name: str) -> str:
    """Whoever has the key file could make it; it opens a study's diary and nobody's own."""
    said = f"replayed participant {name}".encode()
    return hmac.digest(settings.SECRET_KEY.encode(), said, "sha256").hex()
