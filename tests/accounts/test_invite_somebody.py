"""An administrator hands over a link; it lets its person in once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import F

from accounts.models import Invitation, RoleGrant, Session, Unit, User
from accounts.models.people import Role
from tests.accounts.allauth import BASE, sign_in
from tests.people import ApiClient
from tests.times import LONG_AGO
from wellbeing.core.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer(team) -> User:
    return User.objects.create_user("noor", None, name="Noor", unit=team)


@pytest.fixture
def invite(ada, signed_in):
    def put(person: User, id=None, by: User = ada):
        return signed_in(by).put(f"/api/v1/invitations/{id or uuid4()}", {"person": str(person.pk)})

    return put


def claim(url: str, client: ApiClient | None = None):
    id, _, secret = url.partition("/#/welcome/")[2].partition(".")
    client = client or ApiClient()
    return client.put(f"/api/v1/invitation-claims/{id}", {"secret": secret})


def test_the_link_lets_its_person_in(newcomer, invite, stranger):
    answer = invite(newcomer)
    assert answer.status_code == 201

    assert claim(answer.json()["url"], stranger).json() == {"state": "signed_in"}

    me = stranger.get("/api/v1/people/me").json()
    assert (me["login"], me["password_set"], me["can_sign_in_again"]) == ("noor", False, False)


def test_it_works_once_and_its_session_sets_the_password(newcomer, invite, stranger):
    url = invite(newcomer).json()["url"]
    claim(url, stranger)

    assert claim(url).status_code == 404
    given = {"new_password": "a loud green heron"}
    assert stranger.post(f"{BASE}/account/password/change", given).status_code == 200
    assert stranger.get("/api/v1/people/me").json()["can_sign_in_again"] is True

    assert sign_in(ApiClient(), "noor", "a loud green heron").status_code == 200


def test_who_set_no_password_gets_a_new_link_which_ends_the_first_session(
    newcomer, invite, stranger
):
    claim(invite(newcomer).json()["url"], stranger)
    again = ApiClient()

    assert claim(invite(newcomer).json()["url"], again).status_code == 200

    assert stranger.get("/api/v1/people/me").status_code == 401
    assert again.get("/api/v1/people/me").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_of_four_who_claim_at_once_one_comes_in(newcomer, invite):
    url = invite(newcomer).json()["url"]
    before = newcomer.diary

    def one(_: int) -> int:
        try:
            return claim(url).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(one, range(4))) == [200, 404, 404, 404]
    newcomer.refresh_from_db()
    assert newcomer.diary != before
    assert Session.objects.filter(person=newcomer).count() == 1


def test_it_works_for_two_weeks(newcomer, invite):
    url = invite(newcomer).json()["url"]
    Invitation.objects.update(expires_at=F("expires_at") - timedelta(days=14))

    assert claim(url).status_code == 404


def test_a_new_link_ends_the_older_one(newcomer, invite):
    old, new = invite(newcomer).json()["url"], invite(newcomer).json()["url"]

    assert claim(old).status_code == 404
    assert claim(new).status_code == 200


def test_the_same_put_gives_the_same_link(newcomer, invite):
    id = uuid4()

    first, again = invite(newcomer, id), invite(newcomer, id)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()


def test_only_a_hash_is_stored(newcomer, invite):
    secret = invite(newcomer).json()["url"].rpartition(".")[2]

    assert secret not in str(Invitation.objects.values().get())


def test_a_wrong_secret_is_like_no_link(newcomer, invite):
    url = invite(newcomer).json()["url"]

    wrong, none = claim(url + "x"), claim(f"http://localhost/#/welcome/{uuid4()}.x")

    assert wrong.status_code == none.status_code == 404
    assert wrong.content == none.content


def test_it_is_written_down_who_invited_whom(newcomer, ada, invite):
    invite(newcomer)

    entry = AuditEntry.objects.get(act="invited")
    assert (entry.actor, entry.person) == (ada, newcomer)


def test_somebody_who_can_sign_in_is_not_invited(asha, invite):
    assert invite(asha).json()["code"] == "can_sign_in_already"


def test_an_administrator_invites_only_within_their_part(newcomer, organisation, person, invite):
    elsewhere = Unit.objects.create(kind="site", name="Gdynia", parent=organisation)
    theirs = person("adam", unit=elsewhere)
    RoleGrant.objects.create(
        person=theirs, role=Role.ADMINISTRATOR, unit=elsewhere, starts_at=LONG_AGO
    )

    assert invite(newcomer, by=theirs).status_code == 404


@pytest.mark.parametrize("who", ["asha", "tara", "mona", "sam", "cole"])
def test_nobody_else_invites(request, newcomer, who, invite):
    assert invite(newcomer, by=request.getfixturevalue(who)).status_code == 403


def test_somebody_who_left_cannot_come_in(newcomer, invite):
    url = invite(newcomer).json()["url"]
    User.objects.filter(pk=newcomer.pk).update(is_active=False)

    assert claim(url).status_code == 404
