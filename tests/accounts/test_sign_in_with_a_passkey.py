"""A passkey signs in without a password and counts as a second factor, for it knows its person."""

from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator

from accounts.models import User
from tests.accounts.allauth import BASE, sign_in
from tests.accounts.passkey import Passkey
from tests.accounts.test_invite_somebody import claim
from tests.people import ApiClient

pytestmark = pytest.mark.django_db(transaction=True)

FACTORS = f"{BASE}/account/authenticators"


def add(client: ApiClient, passkey: Passkey):
    options = client.get(f"{FACTORS}/webauthn?passwordless=true").json()["data"]
    body = {"name": "My phone", "credential": passkey.create(options["creation_options"])}
    return client.post(f"{FACTORS}/webauthn", body)


def use(client: ApiClient, passkey: Passkey, path: str = "login"):
    options = client.get(f"{BASE}/auth/webauthn/{path}").json()["data"]
    credential = passkey.get(options["request_options"])
    return client.post(f"{BASE}/auth/webauthn/{path}", {"credential": credential})


@pytest.fixture
def passkey(ada, stranger) -> Passkey:
    """Ada's, added in the session `stranger`."""
    passkey = Passkey()
    sign_in(stranger, "ada")
    answer = add(stranger, passkey)
    assert answer.status_code == 200, answer.content
    return passkey


def test_it_signs_in_and_is_two_factors_in_one(passkey):
    phone = ApiClient()

    assert use(phone, passkey).status_code == 200

    assert phone.get("/api/v1/people").status_code == 200


def test_adding_the_first_one_counts_in_that_session(passkey, stranger):
    assert stranger.get("/api/v1/people").status_code == 200


def test_it_is_listed_by_name_and_can_be_removed(passkey, stranger):
    listed = stranger.get(FACTORS).json()["data"]
    [key] = [one for one in listed if one["type"] == "webauthn"]
    assert key["name"] == "My phone"

    stranger.delete(f"{FACTORS}/webauthn", {"authenticators": [key["id"]]})

    assert not Authenticator.objects.exists()
    assert use(ApiClient(), passkey).status_code == 400


def test_a_key_that_does_not_ask_for_its_person_is_not_enough(passkey):
    passkey.flags = Passkey(verifies=False).flags

    assert use(ApiClient(), passkey).status_code == 400


def test_a_strangers_key_opens_nothing(passkey):
    forged = Passkey()
    forged.id, forged.handle = passkey.id, passkey.handle

    assert use(ApiClient(), forged).status_code == 400


def test_it_is_asked_for_after_a_password(passkey):
    phone = ApiClient()
    assert sign_in(phone, "ada").status_code == 401
    assert phone.get("/api/v1/people/me").status_code == 401

    assert use(phone, passkey, "authenticate").status_code == 200

    assert phone.get("/api/v1/people").status_code == 200


def test_somebody_who_left_is_not_let_in(passkey, ada):
    User.objects.filter(pk=ada.pk).update(is_active=False)
    phone = ApiClient()

    use(phone, passkey)

    assert phone.get("/api/v1/people/me").status_code == 401


def test_it_lets_an_invited_person_in_for_good(team, ada, signed_in):
    noor = User.objects.create_user("noor", None, name="Noor", unit=team)
    first, passkey = ApiClient(), Passkey()
    invited = signed_in(ada).put(f"/api/v1/invitations/{uuid4()}", {"person": str(noor.pk)})
    claim(invited.json()["url"], first)
    assert add(first, passkey).status_code == 200
    phone = ApiClient()

    use(phone, passkey)

    assert claim(invited.json()["url"]).status_code == 404

    assert phone.get("/api/v1/people/me").json()["login"] == "noor"
