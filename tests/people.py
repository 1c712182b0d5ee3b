"""The same few people in every test."""

from datetime import datetime
from functools import cache

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from rest_framework.test import APIClient

from accounts.models import RoleGrant, Unit, User
from accounts.models.people import SECOND_FACTOR_ROLES, Role
from tests.password import PASSWORD
from tests.times import LONG_AGO


@cache
def _hashed(password: str) -> str:
    """Once for everybody: a good hash is slow on purpose."""
    return make_password(password)


@pytest.fixture
def organisation(db) -> Unit:
    return Unit.objects.create(kind=Unit.Kind.ORGANISATION, name="Northwind Care")


@pytest.fixture
def site(organisation) -> Unit:
    return Unit.objects.create(kind=Unit.Kind.SITE, name="Kraków", parent=organisation)


@pytest.fixture
def department(site) -> Unit:
    return Unit.objects.create(kind=Unit.Kind.DEPARTMENT, name="Billing", parent=site)


@pytest.fixture
def team(department) -> Unit:
    return Unit.objects.create(kind=Unit.Kind.TEAM, name="Billing 1", parent=department)


@pytest.fixture
def person(team, organisation):
    """person("asha", Role.AGENT): somebody in the team, with roles from long ago."""

    def make(number: str, *roles: Role, name: str = "", unit: Unit | None = None) -> User:
        user = User.objects.create(
            personnel_number=number,
            password=_hashed(PASSWORD),
            name=name or number.title(),
            unit=unit or team,
            joined_at=LONG_AGO,
        )
        for role in roles:
            where = team if role in {Role.AGENT, Role.PEER, Role.SUPERVISOR} else organisation
            RoleGrant.objects.create(person=user, role=role, unit=where, starts_at=LONG_AGO)
        return user

    return make


@pytest.fixture
def asha(person) -> User:
    return person("asha", Role.AGENT)


@pytest.fixture
def ben(person) -> User:
    return person("ben", Role.AGENT)


@pytest.fixture
def pia(person) -> User:
    return person("pia", Role.AGENT, Role.PEER)


@pytest.fixture
def cole(person) -> User:
    return person("cole", Role.COUNSELLOR)


@pytest.fixture
def dana(person) -> User:
    return person("dana", Role.COUNSELLOR)


@pytest.fixture
def tara(person) -> User:
    return person("tara", Role.SUPERVISOR)


@pytest.fixture
def sam(person) -> User:
    return person("sam", Role.CASE_HANDLER)


@pytest.fixture
def mona(person) -> User:
    return person("mona", Role.MANAGER)


@pytest.fixture
def ada(person) -> User:
    """The administrator."""
    return person("ada", Role.ADMINISTRATOR)


def sign_in(client: Client, user: User, *, second_factor: bool | None = None) -> None:
    """A session as allauth leaves it; by default with a second factor where the role needs one."""
    client.force_login(user)
    if second_factor is None:
        second_factor = user.role_grants.filter(role__in=SECOND_FACTOR_ROLES).exists()
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [
        {"method": "password", "at": datetime.now().timestamp()}  # noqa: DTZ005  allauth's own form
    ]
    if second_factor:
        session["account_authentication_methods"] += [
            {"method": "mfa", "type": "totp", "at": datetime.now().timestamp()}  # noqa: DTZ005
        ]
    session.save()


@pytest.fixture
def signed_in():
    """signed_in(asha): a client of the API in her session, with CSRF enforced as in a browser."""

    def client_of(user: User, *, second_factor: bool | None = None) -> APIClient:
        client = ApiClient()
        sign_in(client, user, second_factor=second_factor)
        return client

    return client_of


class ApiClient(APIClient):
    """Sends what the app sends: JSON, the CSRF cookie and its token."""

    def __init__(self, **defaults: object) -> None:
        super().__init__(enforce_csrf_checks=True, **defaults)

    def request(self, **request: object):
        token = "t" * 32
        self.cookies["csrftoken"] = token
        return super().request(**{"HTTP_X_CSRFTOKEN": token, **request})


@pytest.fixture
def stranger() -> ApiClient:
    """Nobody signed in."""
    return ApiClient()
