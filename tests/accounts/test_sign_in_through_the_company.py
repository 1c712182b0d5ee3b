"""The company vouches for people on the roster, over OpenID Connect; it creates nobody."""

from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from allauth.socialaccount.models import SocialAccount

from accounts import company_settings
from accounts.models import User
from tests.accounts import identity_provider
from tests.accounts.allauth import BASE, flows, set_up_totp, sign_in
from tests.people import ApiClient

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def provider():
    with identity_provider.running() as provider:
        yield provider


@pytest.fixture
def company(provider, settings):
    """company(claims): the provider vouches so, and the settings are those of an operator."""

    def vouching(claims: dict, **more: str) -> None:
        provider.claims = claims
        provider.audience = identity_provider.CLIENT
        env = {
            "AFTERCALL_OIDC_ISSUER": provider.issuer,
            "AFTERCALL_OIDC_NAME": "Northwind",
            "AFTERCALL_OIDC_CLIENT_ID": identity_provider.CLIENT,
            "AFTERCALL_OIDC_CLIENT_SECRET": identity_provider.SECRET,
        }
        settings.SOCIALACCOUNT_PROVIDERS = company_settings.providers(env | more)

    return vouching


@pytest.fixture
def asha(asha):
    asha.email = "asha@northwind.example"
    asha.save()
    return asha


def go_through(client: ApiClient) -> str:
    """Our button, the provider's page, and back: the address that the browser ends at."""
    form = {"provider": "company", "callback_url": "http://localhost/", "process": "login"}
    leaving = client.post(f"{BASE}/auth/provider/redirect", form, format="multipart")
    assert leaving.status_code == 302, leaving.content
    back = urlsplit(httpx.get(leaving["Location"]).headers["Location"])
    return client.get(f"{back.path}?{back.query}")["Location"]


def refused(address: str) -> bool:
    return "error" in parse_qs(urlsplit(address).query)


def who(client: ApiClient) -> str | None:
    answer = client.get("/api/v1/people/me")
    return answer.json().get("login")


ASHA = {"sub": "a-1", "email": "Asha@Northwind.example", "email_verified": True}


def test_the_button_is_offered(company, stranger):
    company(ASHA)

    options = stranger.get("/api/v1/sign-in-options").json()

    assert options["providers"] == [{"id": "company", "name": "Northwind"}]


def test_a_verified_address_opens_its_owners_entry(asha, company, stranger):
    company(ASHA)

    assert not refused(go_through(stranger))

    assert who(stranger) == "asha"
    account = SocialAccount.objects.get()
    assert (account.user, account.extra_data) == (asha, {})


def test_the_second_time_the_company_account_is_enough(asha, company, stranger):
    company(ASHA)
    go_through(ApiClient())
    company({"sub": "a-1", "email": "married@northwind.example", "email_verified": True})

    go_through(stranger)

    assert who(stranger) == "asha"


def test_an_address_that_nobody_verified_opens_nothing(asha, company, stranger):
    company(ASHA | {"email_verified": False})

    assert refused(go_through(stranger))

    assert who(stranger) is None
    assert not SocialAccount.objects.exists()


def test_an_operator_may_trust_a_provider_that_never_says_verified(asha, company, stranger):
    company({"sub": "a-1", "email": asha.email}, AFTERCALL_OIDC_TRUST_ADDRESSES="1")

    go_through(stranger)

    assert who(stranger) == "asha"


def test_a_personnel_number_in_a_claim_of_the_operators_choice_is_enough(asha, company, stranger):
    company({"sub": "a-1", "staff_no": "ASHA"}, AFTERCALL_OIDC_NUMBER_CLAIM="staff_no")

    go_through(stranger)

    assert who(stranger) == "asha"


def test_nobody_is_created(company, stranger, db):
    company({"sub": "z-9", "email": "new@northwind.example", "email_verified": True})

    assert refused(go_through(stranger))

    assert who(stranger) is None
    assert User.objects.count() == 0


def test_somebody_who_left_stays_out(asha, company, stranger):
    company(ASHA)
    go_through(ApiClient())
    User.objects.filter(pk=asha.pk).update(is_active=False)

    assert refused(go_through(stranger))

    assert who(stranger) is None


def test_an_address_given_to_somebody_new_does_not_open_the_old_entry(asha, company, stranger):
    company(ASHA)
    go_through(ApiClient())
    company(ASHA | {"sub": "another person"})

    assert refused(go_through(stranger))

    assert who(stranger) is None


def test_a_token_for_another_house_is_refused(asha, company, provider, stranger):
    company(ASHA)
    provider.audience = "somebody else"

    assert refused(go_through(stranger))

    assert who(stranger) is None


def test_an_answer_that_was_not_asked_for_is_refused(asha, company, stranger):
    company(ASHA)

    stranger.get("/accounts/oidc/company/login/callback/?code=stolen&state=made-up")

    assert who(stranger) is None


@pytest.mark.django_db(transaction=True)
def test_a_second_factor_that_is_set_up_is_asked_for(ada, company, stranger):
    User.objects.filter(pk=ada.pk).update(email="ada@northwind.example")
    first = ApiClient()
    sign_in(first, "ada")
    set_up_totp(first)
    company({"sub": "ada", "email": "ada@northwind.example", "email_verified": True})

    go_through(stranger)

    assert who(stranger) is None
    assert "mfa_authenticate" in flows(stranger.get(f"{BASE}/auth/session"))


def test_the_company_does_not_stand_for_a_second_factor(ada, company, stranger):
    User.objects.filter(pk=ada.pk).update(email="ada@northwind.example")
    company({"sub": "ada", "email": "ada@northwind.example", "email_verified": True})
    go_through(stranger)

    assert stranger.get("/api/v1/people").json()["code"] == "second_factor_required"


def test_the_page_may_lead_to_the_provider_and_nowhere_else():
    env = {"AFTERCALL_OIDC_ISSUER": "https://login.northwind.example/tenant"}

    assert company_settings.origins(env) == ["https://login.northwind.example"]
    assert company_settings.origins({}) == []
