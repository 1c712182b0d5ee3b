"""A signed-in desktop shows a code, the first phone that reads it is bound, the person confirms."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import F

from accounts.models import SignInLink, User
from tests.accounts.allauth import BASE, set_up_totp, sign_in
from tests.people import PASSWORD, ApiClient

pytestmark = pytest.mark.django_db

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1"


class Desktop:
    """A signed-in page with a code on it."""

    def __init__(self, person: User) -> None:
        self.client = ApiClient()
        sign_in(self.client, person.personnel_number)
        self.url = f"/api/v1/sign-in-links/{uuid4()}"
        self.answer = self.client.put(self.url)
        self.secret = self.answer.json()["secret"]

    def look(self) -> dict:
        return self.client.get(self.url).json()

    def approve(self, number: str):
        return self.client.put(f"{self.url}/approval", {"number": number})


class Phone:
    def __init__(self) -> None:
        self.client, self.claim = ApiClient(), uuid4()

    def ask(self, secret: str):
        url = f"/api/v1/sign-in-link-claims/{self.claim}"
        return self.client.put(url, {"secret": secret}, headers={"User-Agent": IPHONE})


@pytest.fixture
def desktop(asha) -> Desktop:
    return Desktop(asha)


def test_code_number_yes_and_the_phone_is_in(desktop):
    phone = Phone()
    assert desktop.look()["state"] == "waiting"

    claimed = phone.ask(desktop.secret).json()
    assert set(claimed) == {"state", "number"}  # no name before the desktop says yes
    seen = desktop.look()
    assert (seen["state"], seen["number"], seen["phone"]) == (
        "claimed",
        claimed["number"],
        "Safari, iPhone",
    )
    assert desktop.approve(claimed["number"]).json()["state"] == "approved"

    assert phone.ask(desktop.secret).json() == {"state": "signed_in"}
    assert phone.client.get("/api/v1/people/me").json()["login"] == "asha"
    assert desktop.look()["state"] == "used"


def test_nothing_happens_before_the_desktop_says_yes(desktop):
    phone = Phone()

    for _ in range(3):
        assert phone.ask(desktop.secret).json()["state"] == "claimed"

    assert phone.client.get("/api/v1/people/me").status_code == 401


def test_a_second_phone_with_the_same_code_finds_nothing(desktop):
    first, second = Phone(), Phone()
    number = first.ask(desktop.secret).json()["number"]

    late = second.ask(desktop.secret)
    desktop.approve(number)

    assert late.status_code == 404
    assert late.content == second.ask("made up").content
    assert second.ask(desktop.secret).status_code == 404
    assert first.ask(desktop.secret).json()["state"] == "signed_in"


def test_a_code_lets_one_phone_in_once(desktop):
    phone = Phone()
    desktop.approve(phone.ask(desktop.secret).json()["number"])
    phone.ask(desktop.secret)
    again = Phone()
    again.claim = phone.claim

    assert again.ask(desktop.secret).status_code == 404


def test_after_two_minutes_a_code_is_worth_nothing(desktop):
    phone = Phone()
    number = phone.ask(desktop.secret).json()["number"]
    SignInLink.objects.update(expires_at=F("expires_at") - timedelta(minutes=2))

    assert desktop.look()["state"] == "expired"
    assert desktop.approve(number).json()["code"] == "link_ended"
    assert phone.ask(desktop.secret).status_code == 404


def test_three_wrong_numbers_end_it(desktop):
    phone = Phone()
    number = phone.ask(desktop.secret).json()["number"]
    wrong = "10" if number != "10" else "11"

    assert [desktop.approve(wrong).json()["code"] for _ in range(3)] == ["wrong_number"] * 3

    assert desktop.approve(number).json()["code"] == "link_ended"
    assert phone.ask(desktop.secret).status_code == 404


def test_an_unclaimed_code_cannot_be_approved(desktop):
    assert desktop.approve("").status_code == 400
    assert desktop.approve("42").status_code == 409


def test_the_same_put_gives_the_same_code(desktop):
    again = desktop.client.put(desktop.url)

    assert (desktop.answer.status_code, again.status_code) == (201, 200)
    assert again.json()["secret"] == desktop.secret


def test_only_a_hash_is_stored_and_it_is_long(desktop):
    row = SignInLink.objects.values().get()

    assert desktop.secret not in str(row)
    assert len(desktop.secret) >= 43  # 256 bits in base64


def test_an_old_sign_in_must_be_repeated_first(asha, signed_in):
    client = signed_in(asha)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": 1_700_000_000}]
    session.save()
    url = f"/api/v1/sign-in-links/{uuid4()}"

    refused = client.put(url)
    assert refused.status_code == 401
    assert refused.json()["code"] == "reauthentication_required"
    assert refused.json()["data"]["flows"] == [{"id": "reauthenticate"}]
    client.post(f"{BASE}/auth/reauthenticate", {"password": PASSWORD})

    assert client.put(url).status_code == 201


def test_a_phone_that_came_by_code_hands_nothing_on(desktop):
    phone = Phone()
    desktop.approve(phone.ask(desktop.secret).json()["number"])
    phone.ask(desktop.secret)

    refused = phone.client.put(f"/api/v1/sign-in-links/{uuid4()}")

    assert refused.status_code == 401


@pytest.mark.django_db(transaction=True)
def test_the_phone_gets_no_second_factor(ada):
    desktop, phone = Desktop(ada), Phone()
    set_up_totp(desktop.client)
    desktop.approve(phone.ask(desktop.secret).json()["number"])

    phone.ask(desktop.secret)

    assert desktop.client.get("/api/v1/people").status_code == 200
    assert phone.client.get("/api/v1/people/me").status_code == 200
    assert phone.client.get("/api/v1/people").json()["code"] == "second_factor_required"


def test_somebody_elses_code_is_like_none(desktop, ben, signed_in):
    other = signed_in(ben)

    theirs, wrong = other.get(desktop.url), other.get(f"/api/v1/sign-in-links/{uuid4()}")

    assert theirs.status_code == wrong.status_code == 404
    assert theirs.content == wrong.content
    assert other.put(f"{desktop.url}/approval", {"number": "42"}).status_code == 404


def test_signing_out_everywhere_ends_open_codes(desktop):
    phone = Phone()
    desktop.approve(phone.ask(desktop.secret).json()["number"])

    desktop.client.delete("/api/v1/devices")

    assert phone.ask(desktop.secret).status_code == 404


def test_somebody_who_left_is_not_let_in(desktop, asha):
    phone = Phone()
    desktop.approve(phone.ask(desktop.secret).json()["number"])
    User.objects.filter(pk=asha.pk).update(is_active=False)

    assert phone.ask(desktop.secret).status_code == 404


def test_a_page_elsewhere_cannot_sign_a_browser_in_unawares(desktop):
    url = f"/api/v1/sign-in-link-claims/{uuid4()}"

    response = ApiClient().put(url, {"secret": desktop.secret}, headers={"X-CSRFToken": ""})

    assert response.json()["code"] == "csrf_failed"


def _at_once(work, number: int = 8) -> list:
    def one(_: int):
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


@pytest.mark.django_db(transaction=True)
def test_of_eight_phones_at_once_one_is_bound(asha):
    desktop = Desktop(asha)

    answers = _at_once(lambda: Phone().ask(desktop.secret).status_code)

    assert sorted(answers) == [200] + [404] * 7


@pytest.mark.django_db(transaction=True)
def test_of_eight_requests_at_once_one_is_signed_in(asha):
    desktop, phone = Desktop(asha), Phone()
    desktop.approve(phone.ask(desktop.secret).json()["number"])

    def ask():
        twin = Phone()
        twin.claim = phone.claim
        return twin.ask(desktop.secret).json().get("state")

    assert _at_once(ask).count("signed_in") == 1
