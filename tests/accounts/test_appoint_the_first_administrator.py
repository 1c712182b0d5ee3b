"""A fresh installation has nobody in it; its operator makes the first administrator."""

import re
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command

from accounts.models import RoleGrant, Unit, User
from accounts.models.people import Role

pytestmark = pytest.mark.django_db


def appoint(number: str = "ada") -> str:
    out = StringIO()
    call_command("appoint", number, "Ada Lovelace", organisation="Northwind Care", stdout=out)
    return out.getvalue()


def test_the_printed_link_signs_the_administrator_in(stranger):
    secret = re.search(r"#/welcome/([0-9a-f-]+)\.(\S+)", appoint())
    assert secret

    response = stranger.put(f"/api/v1/invitation-claims/{secret[1]}", {"secret": secret[2]})

    assert response.status_code == 200, response.content
    assert stranger.get("/api/v1/people/me").json()["roles"][0]["role"] == Role.ADMINISTRATOR
    assert Unit.objects.get().name == "Northwind Care"


def test_appointing_again_gives_a_new_link_and_no_second_role():
    first, second = appoint(), appoint("ADA")

    assert first != second
    assert RoleGrant.objects.count() == User.objects.count() == 1


def test_somebody_who_can_sign_in_gets_the_role_and_no_link(asha, stranger):
    said = appoint("asha")

    assert "#/welcome/" not in said
    assert asha.role_grants.filter(role=Role.ADMINISTRATOR).exists()
    assert stranger.put(f"/api/v1/invitation-claims/{uuid4()}", {"secret": "x"}).status_code == 404
