"""A write without the page's own token is refused, whoever is signed in."""

from uuid import uuid4

import pytest
from rest_framework.test import APIClient

from tests.checkins.words import tap, url
from tests.people import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def lured(asha):
    """Asha's browser on somebody else's page: her cookies, no token."""
    client = APIClient(enforce_csrf_checks=True)
    sign_in(client, asha)
    return client


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("put", url(uuid4())),
        ("delete", url(uuid4())),
        ("patch", "/api/v1/people/me"),
        ("put", f"/api/v1/erasures/{uuid4()}"),
    ],
)
def test_a_write_without_the_token_is_refused(lured, method, address):
    response = getattr(lured, method)(address, tap())

    assert response.status_code == 403
    assert response.json()["code"] == "csrf_failed"


def test_a_token_of_the_wrong_cookie_is_refused(lured):
    lured.cookies["csrftoken"] = "a" * 32

    response = lured.put(url(uuid4()), tap(), headers={"X-CSRFToken": "b" * 32})

    assert response.json()["code"] == "csrf_failed"


def test_signing_in_from_another_site_is_refused_in_json(asha):
    response = APIClient(enforce_csrf_checks=True).post(
        "/_allauth/browser/v1/auth/login", {"username": "asha", "password": "x"}
    )

    assert response.status_code == 403
    assert response.json()["code"] == "csrf_failed"
