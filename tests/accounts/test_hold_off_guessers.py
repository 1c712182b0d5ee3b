"""A floor of two thousand signs in on a Monday at eight; somebody who guesses does not."""

from uuid import uuid4

import pytest

from tests.accounts.allauth import BASE, sign_in
from tests.people import ApiClient

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[0, 1], ids=["no proxy", "one proxy"])
def proxies(request, settings) -> int:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = request.param
    return request.param


def from_address(address: str, proxies: int, claimed: str = "") -> dict:
    """What arrives when a client claims to be forwarded, directly or through our proxy."""
    if not proxies:
        return {"REMOTE_ADDR": address, "HTTP_X_FORWARDED_FOR": claimed}
    seen = f"{claimed}, {address}" if claimed else address
    return {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": seen}


def guess(login: str, number: int, **environ: str):
    body = {"username": login, "password": f"guess number {number}"}
    return ApiClient().post(f"{BASE}/auth/login", body, **environ)


def test_an_account_takes_ten_wrong_passwords_from_wherever_they_come(asha, proxies):
    answers = [
        guess("asha", n, **from_address(f"203.0.113.{n}", proxies, f"198.51.100.{n}")).status_code
        for n in range(12)
    ]

    assert answers == [400] * 10 + [429] * 2


def test_spelling_and_port_do_not_start_a_new_count(asha):
    for n in range(10):
        guess("ASHA" if n % 2 else "asha", n, HTTP_HOST=f"localhost:{8000 + n}")

    assert guess("Asha", 10, HTTP_HOST="localhost:9").status_code == 429


def test_the_right_password_waits_as_well_and_is_told_how_long(asha):
    for n in range(10):
        guess("asha", n)

    answer = sign_in(ApiClient(), "asha")

    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 600
    assert answer.json()["code"] == "too_many"
    assert answer.json()["errors"][0]["message"] == answer.json()["message"]


def test_an_unknown_name_is_held_off_alike(asha):
    known = [guess("asha", n).content for n in range(12)]
    unknown = [guess("nobody", n).content for n in range(12)]

    assert known == unknown


def test_one_address_guesses_at_many_accounts_a_hundred_and_twenty_times(proxies):
    answers = [
        guess(f"p{n}", n, **from_address("203.0.113.7", proxies, f"198.51.100.{n}")).status_code
        for n in range(122)
    ]

    assert answers == [400] * 120 + [429] * 2
    elsewhere = guess("p200", 1, **from_address("203.0.113.8", proxies))
    assert elsewhere.status_code == 400


def test_right_passwords_from_one_address_do_not_count_as_guesses(asha, proxies):
    for _ in range(130):
        here = from_address("203.0.113.7", proxies)
        body = {"username": "asha", "password": "a quiet blue heron"}
        assert ApiClient().post(f"{BASE}/auth/login", body, **here).status_code == 200


def test_walking_around_a_proxy_is_no_fault_of_the_server(asha, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2

    assert guess("asha", 1, HTTP_X_FORWARDED_FOR="198.51.100.1").status_code == 400


def test_claims_are_limited_by_address_and_say_how_long_to_wait(db, proxies, monkeypatch):
    monkeypatch.setattr("accounts.throttles.ClaimThrottle.rate", "5/min")

    def claim(n: int):
        here = from_address("203.0.113.7", proxies, f"198.51.100.{n}")
        url = f"/api/v1/sign-in-link-claims/{uuid4()}"
        return ApiClient().put(url, {"secret": "made up"}, **here)

    answers = [claim(n) for n in range(6)]

    assert [answer.status_code for answer in answers] == [404] * 5 + [429]
    assert int(answers[-1]["Retry-After"]) > 0
    assert answers[-1].json()["code"] == "too_many"


def test_asking_for_mails_is_limited_for_one_address_book_entry(asha, stranger):
    answers = [
        stranger.post(f"{BASE}/auth/password/request", {"email": "a@x.example"}).status_code
        for _ in range(6)
    ]

    assert answers == [200] * 5 + [429]
