"""Somebody signs in by personnel number or e-mail; nobody else gets in or learns anything."""

import time

import pytest
from django.core import mail

from accounts.models import User
from tests.accounts.allauth import BASE, sign_in
from tests.people import PASSWORD, ApiClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def asha(asha):
    asha.email = "asha@northwind.example"
    asha.save()
    return asha


@pytest.mark.parametrize(
    "login", ["asha", "ASHA", "asha@northwind.example", "Asha@Northwind.example"]
)
def test_number_or_address_and_password_let_somebody_in(asha, stranger, login):
    assert sign_in(stranger, login).status_code == 200

    assert stranger.get("/api/v1/people/me").json()["login"] == "asha"


def test_a_wrong_password_and_an_unknown_name_are_refused_alike(asha, stranger):
    wrong = sign_in(stranger, "asha", "not this one")
    unknown = sign_in(stranger, "nobody", "not this one")

    assert wrong.status_code == unknown.status_code == 400
    assert wrong.content == unknown.content


def test_somebody_who_has_left_is_refused_like_a_wrong_password(asha, ben, stranger):
    wrong = sign_in(stranger, "ben", "not this one")
    User.objects.filter(pk=asha.pk).update(is_active=False)

    left = sign_in(stranger, "asha")

    assert left.status_code == 400
    assert left.content == wrong.content
    assert stranger.get("/api/v1/people/me").status_code == 401


@pytest.mark.parametrize("path", ["auth/signup", "auth/webauthn/signup", "auth/code/request"])
def test_nobody_signs_up_or_in_by_another_door(stranger, path):
    body = {"username": "new", "password": PASSWORD, "email": "new@elsewhere.example"}

    assert stranger.post(f"{BASE}/{path}", body).status_code == 404
    assert not User.objects.filter(personnel_number="new").exists()


def test_nobody_adds_an_address_of_their_own(asha, signed_in):
    response = signed_in(asha).post(f"{BASE}/account/email", {"email": "mine@elsewhere.example"})

    assert response.status_code == 404


def test_a_write_without_its_csrf_token_is_refused(asha):
    client = ApiClient()
    body = {"username": "asha", "password": PASSWORD}

    response = client.post(f"{BASE}/auth/login", body, headers={"X-CSRFToken": ""})

    assert response.status_code == 403


def test_a_new_password_comes_by_mail_in_ones_own_language(asha, stranger, drain):
    User.objects.filter(pk=asha.pk).update(language="en")
    asked = stranger.post(f"{BASE}/auth/password/request", {"email": asha.email})
    assert asked.status_code == 200
    assert drain() == ["PasswordResetRequested"]
    [letter] = mail.outbox
    assert letter.to == [asha.email]
    key = letter.body.partition("#/new-password/")[2].split()[0]

    reset = {"key": key, "password": "a loud green heron"}
    assert stranger.post(f"{BASE}/auth/password/reset", reset).status_code in {200, 401}
    again = stranger.post(f"{BASE}/auth/password/reset", reset)

    assert again.status_code == 400
    assert sign_in(ApiClient(), "asha").status_code == 400
    assert sign_in(ApiClient(), "asha", "a loud green heron").status_code == 200


def test_an_unknown_address_gets_the_same_answer_and_no_mail(asha, stranger, drain):
    known = stranger.post(f"{BASE}/auth/password/request", {"email": asha.email})
    drain()
    mail.outbox.clear()

    unknown = stranger.post(f"{BASE}/auth/password/request", {"email": "x@elsewhere.example"})

    assert unknown.content == known.content
    assert drain() == []
    assert mail.outbox == []


def test_a_reset_signs_out_whoever_was_in(asha, signed_in, stranger, drain):
    thief = signed_in(asha)
    stranger.post(f"{BASE}/auth/password/request", {"email": asha.email})
    drain()
    key = mail.outbox[0].body.partition("#/new-password/")[2].split()[0]

    stranger.post(f"{BASE}/auth/password/reset", {"key": key, "password": "a loud green heron"})

    assert thief.get("/api/v1/people/me").status_code == 401
    assert set(drain()) == {"AccessEnded", "SignInChanged"}


def test_changing_the_password_keeps_this_session_and_ends_the_others(asha, stranger, drain):
    elsewhere = ApiClient()
    sign_in(elsewhere, "asha")
    sign_in(stranger, "asha")
    stranger.put(f"/api/v1/devices/{asha.pk}", {"kind": "own"})
    given = {"current_password": PASSWORD, "new_password": "a loud green heron"}

    assert stranger.post(f"{BASE}/account/password/change", given).status_code == 200

    assert stranger.get("/api/v1/people/me").json()["device"]["kind"] == "own"
    assert elsewhere.get("/api/v1/people/me").status_code == 401
    drain()
    assert "changed" in mail.outbox[-1].subject


def test_a_weak_password_is_refused(asha, signed_in):
    given = {"current_password": PASSWORD, "new_password": "password12"}

    response = signed_in(asha).post(f"{BASE}/account/password/change", given)

    assert response.status_code == 400


def test_an_unknown_name_takes_as_long_as_a_known_one(asha, settings):
    """Measured, for a hash is skipped easily: both within a factor of three, least of five."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    asha.set_password(PASSWORD)
    asha.save()

    def fastest(login: str) -> float:
        times = []
        for _ in range(5):
            start = time.perf_counter()
            sign_in(ApiClient(), login, "not this one")
            times.append(time.perf_counter() - start)
        return min(times)

    known, unknown = fastest("asha"), fastest("nobody")
    assert known / 3 < unknown < known * 3
