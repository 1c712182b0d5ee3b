"""Those who see cases or people show a second factor; a password alone never gets around it."""

import uuid

import pytest
from allauth.mfa.models import Authenticator

from tests.accounts.allauth import BASE, code, flows, set_up_totp, sign_in
from tests.people import PASSWORD, ApiClient

# allauth says what was added once it is committed.
pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = "/api/v1/people"


def test_a_role_that_needs_one_says_so(ada, stranger):
    sign_in(stranger, "ada")

    response = stranger.get(PEOPLE)

    assert response.status_code == 403
    assert response.json()["code"] == "second_factor_required"
    shown = stranger.get("/api/v1/people/me").json()["second_factor"]
    assert shown == {"required": True, "satisfied": False, "set_up": False}


def test_the_first_one_counts_in_the_session_that_set_it_up(ada, stranger):
    sign_in(stranger, "ada")

    set_up_totp(stranger)

    assert stranger.get(PEOPLE).status_code == 200


def test_the_next_sign_in_asks_for_it(ada, stranger):
    sign_in(stranger, "ada")
    secret = set_up_totp(stranger)
    phone = ApiClient()

    half = sign_in(phone, "ada")
    assert half.status_code == 401
    assert "mfa_authenticate" in flows(half)
    assert phone.get("/api/v1/people/me").status_code == 401
    whole = phone.post(f"{BASE}/auth/2fa/authenticate", {"code": code(secret)})

    assert whole.status_code == 200
    assert phone.get(PEOPLE).status_code == 200


def test_a_code_works_once(ada, stranger):
    sign_in(stranger, "ada")
    secret = set_up_totp(stranger)
    first, second = ApiClient(), ApiClient()
    sign_in(first, "ada")
    sign_in(second, "ada")
    seen = {"code": code(secret)}

    assert first.post(f"{BASE}/auth/2fa/authenticate", seen).status_code == 200
    assert second.post(f"{BASE}/auth/2fa/authenticate", seen).status_code == 400


def test_a_recovery_code_stands_in_once(ada, stranger):
    sign_in(stranger, "ada")
    set_up_totp(stranger)
    codes = stranger.get(f"{BASE}/account/authenticators/recovery-codes").json()["data"]
    spare = {"code": codes["unused_codes"][0]}
    first, second = ApiClient(), ApiClient()
    sign_in(first, "ada")
    sign_in(second, "ada")

    assert first.post(f"{BASE}/auth/2fa/authenticate", spare).status_code == 200
    assert first.get(PEOPLE).status_code == 200
    assert second.post(f"{BASE}/auth/2fa/authenticate", spare).status_code == 400


def test_codes_cannot_be_guessed_for_long(ada, stranger):
    sign_in(stranger, "ada")
    set_up_totp(stranger)
    guesser = ApiClient()
    sign_in(guesser, "ada")

    answers = [
        guesser.post(f"{BASE}/auth/2fa/authenticate", {"code": f"{number:06}"})
        for number in range(12)
    ]

    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) > 0


def test_a_password_cannot_put_a_factor_beside_the_one_that_is_there(ada, signed_in, stranger):
    sign_in(stranger, "ada")
    set_up_totp(stranger)
    thief = signed_in(ada, second_factor=False)  # a session handed over, say, and the password
    thief.post(f"{BASE}/auth/reauthenticate", {"password": PASSWORD})

    removed = thief.delete(f"{BASE}/account/authenticators/totp")
    seen = thief.get(f"{BASE}/account/authenticators/recovery-codes")
    added = thief.get(f"{BASE}/account/authenticators/webauthn")

    assert [one.status_code for one in (removed, seen, added)] == [401, 401, 401]
    assert flows(removed) == ["mfa_reauthenticate"]
    assert thief.get(PEOPLE).status_code == 403
    assert Authenticator.objects.filter(user=ada, type="totp").exists()


def test_a_session_without_it_can_show_it_later(ada, signed_in, stranger):
    sign_in(stranger, "ada")
    secret = set_up_totp(stranger)
    later = signed_in(ada, second_factor=False)

    later.post(f"{BASE}/auth/2fa/reauthenticate", {"code": code(secret)})

    assert later.get(PEOPLE).status_code == 200


def test_removing_it_in_a_session_that_showed_it_takes_the_session_back(ada, stranger):
    sign_in(stranger, "ada")
    set_up_totp(stranger)

    assert stranger.delete(f"{BASE}/account/authenticators/totp").status_code == 200

    assert stranger.get(PEOPLE).status_code == 403


def test_secrets_of_factors_are_sealed_in_the_database(ada, stranger):
    sign_in(stranger, "ada")
    secret = set_up_totp(stranger)

    stored = " ".join(str(one.data) for one in Authenticator.objects.filter(user=ada))

    assert secret not in stored


def test_an_agent_needs_none(asha, stranger):
    sign_in(stranger, "asha")

    assert stranger.get("/api/v1/checkins").status_code == 200


@pytest.mark.parametrize("second_factor", [False, True])
def test_the_django_admin_opens_only_with_it(ada, signed_in, second_factor):
    page = signed_in(ada, second_factor=second_factor).get("/admin/")

    assert (page.status_code == 200) is second_factor


@pytest.mark.parametrize("who", ["asha", "tara", "mona", "sam"])
def test_the_django_admin_is_closed_to_other_roles(request, signed_in, who):
    person = request.getfixturevalue(who)

    assert signed_in(person, second_factor=True).get("/admin/").status_code != 200


def test_an_old_sign_in_must_be_repeated_before_a_factor_is_added(asha, signed_in):
    client = signed_in(asha)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()

    refused = client.get(f"{BASE}/account/authenticators/webauthn")
    assert refused.status_code == 401
    assert "reauthenticate" in flows(refused)
    client.post(f"{BASE}/auth/reauthenticate", {"password": PASSWORD})

    assert client.get(f"{BASE}/account/authenticators/webauthn").status_code == 200


def test_a_device_id_is_only_a_name(ada, signed_in):
    assert signed_in(ada).put(f"/api/v1/devices/{uuid.uuid4()}", {}).status_code == 400
