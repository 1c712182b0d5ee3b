"""Whatever an administrator does to somebody's way in, it never leads to that person's moods."""

from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import access, privacy
from accounts.models import RoleGrant, User
from accounts.models.people import Role
from tests.accounts.allauth import BASE, sign_in
from tests.accounts.roster import problems
from tests.accounts.test_invite_somebody import claim
from tests.accounts.test_look_after_people import changed
from tests.accounts.test_sign_in_through_the_company import company, go_through, provider
from tests.checkins.words import tap, url
from tests.people import PASSWORD, ApiClient
from tests.people import sign_in as with_a_session
from tests.times import LONG_AGO
from wellbeing.core.models import OutboxEvent

pytestmark = pytest.mark.django_db
__all__ = ["company", "provider"]

THEIRS = "asha@northwind.example"
MINE = "ada+asha@northwind.example"
NEW = "a loud green heron"


@pytest.fixture
def asha(asha):
    """She has said one mood."""
    User.objects.filter(pk=asha.pk).update(email=THEIRS)
    phone = ApiClient()
    sign_in(phone, "asha")
    assert phone.put(url(uuid4()), tap()).status_code == 201
    asha.refresh_from_db()
    return asha


def moods(client: ApiClient) -> list[dict]:
    answer = client.get("/api/v1/checkins")
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def come_in(login: str, password: str = PASSWORD) -> ApiClient:
    client = ApiClient()
    assert sign_in(client, login, password).status_code == 200
    return client


def reset(address: str, drain) -> ApiClient:
    """By "forgot my password", and whoever reads that address."""
    client = ApiClient()
    drain()
    mail.outbox.clear()
    client.post(f"{BASE}/auth/password/request", {"email": address})
    drain()
    [letter] = mail.outbox
    assert letter.to == [address]
    key = letter.body.partition("#/new-password/")[2].split()[0]
    given = {"key": key, "password": NEW}
    assert client.post(f"{BASE}/auth/password/reset", given).status_code in {200, 401}
    return come_in("asha", NEW)


def move_by_file(desk, address: str = MINE) -> None:
    desk.bring(f"asha,Asha,{address}", header="personnel_number,name,email")


def move_by_workbench(ada, asha, **more: str) -> None:
    browser = Client()
    with_a_session(browser, ada)
    page = f"/admin/accounts/user/{asha.pk}/change/"
    given = changed(asha, is_active="on", **more)
    assert browser.post(page, given).status_code == 302


# --- By an address or a number -------------------------------------------------------------------
@pytest.mark.parametrize("by", ["file", "workbench"])
def test_a_letter_to_an_address_that_was_changed_opens_an_empty_diary(by, desk, ada, asha, drain):
    if by == "file":
        move_by_file(desk)
    else:
        move_by_workbench(ada, asha, email=MINE)

    assert moods(reset(MINE, drain)) == []


def test_the_old_address_hears_of_it_and_the_outbox_does_not_show_it(desk, asha, drain):
    move_by_file(desk)

    assert THEIRS not in str(list(OutboxEvent.objects.values()))
    drain()
    [letter] = [one for one in mail.outbox if one.to == [THEIRS]]
    assert "was changed" in letter.subject
    assert MINE not in letter.body


def test_a_changed_number_is_told_too(ada, asha, drain):
    move_by_workbench(ada, asha, personnel_number="asha-2")

    drain()
    assert [one.to for one in mail.outbox] == [[THEIRS]]
    asha.refresh_from_db()
    assert asha.found_anew


def test_her_own_password_still_opens_her_own_moods(desk, asha):
    move_by_file(desk)

    assert len(moods(come_in("asha"))) == 1


def test_a_letter_to_an_address_that_nobody_changed_keeps_the_moods(asha, drain):
    assert len(moods(reset(THEIRS, drain))) == 1


def test_who_reset_the_password_is_alone_there(desk, asha, drain):
    """Otherwise she would go on with her passkey, in a diary that somebody else has a key to."""
    Authenticator.objects.create(user=asha, type="webauthn", data={})
    SocialAccount.objects.create(user=asha, provider="company", uid="a-1")
    own = ApiClient()
    with_a_session(own, asha)
    move_by_file(desk)

    reset(MINE, drain)

    assert not Authenticator.objects.filter(user=asha).exists()
    assert not SocialAccount.objects.filter(user=asha).exists()
    assert own.get("/api/v1/people/me").status_code == 401


def test_putting_the_address_back_helps_nobody(desk, asha, drain):
    move_by_file(desk)
    move_by_file(desk, THEIRS)

    assert moods(reset(THEIRS, drain)) == []


CLAIMS = {"sub": "ada", "email": MINE, "email_verified": True}


def test_a_company_account_with_the_changed_address_opens_an_empty_diary(desk, asha, company):
    move_by_file(desk)
    company(CLAIMS)
    client = ApiClient()

    go_through(client)

    assert moods(client) == []
    assert sign_in(ApiClient(), "asha").status_code == 400  # the older way is closed


def test_a_company_account_with_the_changed_number_opens_an_empty_diary(ada, asha, company):
    move_by_workbench(ada, asha, personnel_number="4711")
    company({"sub": "ada", "staff_no": "4711"}, AFTERCALL_OIDC_NUMBER_CLAIM="staff_no")
    client = ApiClient()

    go_through(client)

    assert moods(client) == []


def test_a_company_account_that_was_connected_before_goes_on(desk, asha, company):
    company(CLAIMS | {"email": THEIRS})
    go_through(ApiClient())
    move_by_file(desk)
    client = ApiClient()

    go_through(client)

    assert len(moods(client)) == 1


# --- By an invitation ----------------------------------------------------------------------------
def test_who_comes_by_the_company_alone_cannot_be_invited(desk, asha):
    User.objects.filter(pk=asha.pk).update(password="!")
    SocialAccount.objects.create(user=asha, provider="company", uid="a-1")

    answer = desk.client.put(f"/api/v1/invitations/{uuid4()}", {"person": str(asha.pk)})

    assert answer.json()["code"] == "can_sign_in_already"


def test_a_second_link_opens_nothing_of_the_first_session(desk, team):
    noor = User.objects.create_user("noor", None, name="Noor", unit=team)
    RoleGrant.objects.create(person=noor, role=Role.AGENT, unit=team, starts_at=LONG_AGO)

    def link() -> str:
        given = {"person": str(noor.pk)}
        return desk.client.put(f"/api/v1/invitations/{uuid4()}", given).json()["url"]

    first, second = ApiClient(), ApiClient()
    claim(link(), first)
    first.put(url(uuid4()), tap())

    claim(link(), second)

    assert moods(second) == []


# --- By leaving and coming back ------------------------------------------------------------------
def test_a_number_that_comes_back_opens_nothing_old(desk, asha):
    Authenticator.objects.create(user=asha, type="totp", data={})
    SocialAccount.objects.create(user=asha, provider="company", uid="a-1")
    header = "personnel_number,name,roles,left"
    desk.bring("asha,Asha,,yes", header=header)

    desk.bring("asha,Another Asha,agent,", header=header)

    assert sign_in(ApiClient(), "asha").status_code == 400
    assert not Authenticator.objects.filter(user=asha).exists()
    assert not SocialAccount.objects.filter(user=asha).exists()
    client = ApiClient()
    answer = desk.client.put(f"/api/v1/invitations/{uuid4()}", {"person": str(asha.pk)})
    claim(answer.json()["url"], client)
    assert moods(client) == []


def test_a_page_that_was_open_for_long_writes_no_old_diary_back(ada, asha):
    """Only what the administrator changed is written."""
    with CaptureQueriesContext(connection) as queries:
        move_by_workbench(ada, asha, name="Asha Rao")

    [written] = [q["sql"] for q in queries if q["sql"].startswith('UPDATE "accounts_user"')]
    assert "diary" not in written
    assert "password" not in written


# --- Into a role beyond one's own part -----------------------------------------------------------
@pytest.fixture
def zed(team, organisation) -> User:
    """A newcomer in the site who handles cases of the whole organisation."""
    zed = User.objects.create_user("zed", None, name="Zed", unit=team)
    RoleGrant.objects.create(
        person=zed, role=Role.CASE_HANDLER, unit=organisation, starts_at=LONG_AGO
    )
    return zed


def test_nobody_invites_into_a_role_beyond_their_part(site_desk, desk, zed):
    given = {"person": str(zed.pk)}

    refused = site_desk.client.put(f"/api/v1/invitations/{uuid4()}", given)
    nobody = site_desk.client.put(f"/api/v1/invitations/{uuid4()}", {"person": str(uuid4())})

    assert refused.status_code == 404
    assert refused.content == nobody.content
    assert site_desk.client.get(f"/api/v1/people/{zed.pk}").json()["invitable"] is False
    assert desk.client.put(f"/api/v1/invitations/{uuid4()}", given).status_code == 201


@pytest.mark.parametrize("row", ["zed,Zed,me@x.example,", "zed,Zed,,yes"])
def test_nobody_changes_who_has_a_role_beyond_their_part(site_desk, zed, row):
    seen = site_desk.look(row, header="personnel_number,name,email,left")

    assert problems(seen) == [(2, "personnel_number")]


def test_a_link_ends_when_its_person_gets_a_role_beyond(site_desk, team, organisation):
    site_desk.bring("z2,Zoe,Kraków,agent", header="personnel_number,name,site,roles")
    listed = f"{site_desk.url}/invitations.csv"
    text = b"".join(site_desk.client.get(listed).streaming_content).decode()
    link = next(cell for cell in text.split(",") if "/#/welcome/" in cell)
    zoe = User.objects.get(personnel_number="z2")
    RoleGrant.objects.create(person=zoe, role=Role.COUNSELLOR, unit=organisation)

    later = b"".join(site_desk.client.get(listed).streaming_content).decode()

    assert "Zoe" in text
    assert "Zoe" not in later
    assert claim(link).status_code == 404


def test_one_s_own_data_says_since_when_nobody_else_was_here(asha):
    def told() -> object:
        [roster] = privacy.export(User.objects.get(pk=asha.pk))
        return roster["let_in_anew_at"]

    assert told() is None
    before = timezone.now()
    access.start_afresh([asha.pk])
    assert before <= told() <= timezone.now()
