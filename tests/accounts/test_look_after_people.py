"""Administrators find the people of their own part, and being opened leaves a line."""

from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import RoleGrant, Session, Unit, User
from accounts.models.people import Role
from tests.people import sign_in
from tests.times import LONG_AGO
from wellbeing.core.models import AuditEntry

pytestmark = pytest.mark.django_db

PEOPLE = "/api/v1/people"


@pytest.fixture
def elsewhere(organisation) -> Unit:
    return Unit.objects.create(kind=Unit.Kind.SITE, name="Gdynia", parent=organisation)


@pytest.fixture
def adam(person, site) -> User:
    """He administers one site."""
    adam = person("adam", unit=site)
    RoleGrant.objects.create(person=adam, role=Role.ADMINISTRATOR, unit=site, starts_at=LONG_AGO)
    return adam


def test_the_list_is_searched_and_counted(ada, asha, ben, signed_in):
    found = signed_in(ada).get(PEOPLE, {"search": "ASH"}).json()

    assert found["count"] == 1
    [row] = found["results"]
    assert (row["name"], row["active"], row["unit"]["path"][-1]) == ("Asha", True, "Billing 1")
    assert [role["role"] for role in row["roles"]] == ["agent"]


def test_a_page_costs_the_same_for_fifty_people(
    ada, team, signed_in, django_assert_max_num_queries
):
    User.objects.bulk_create(
        User(personnel_number=f"p{n}", name=f"Person {n:02}", unit=team) for n in range(60)
    )
    client = signed_in(ada)

    with django_assert_max_num_queries(8):
        first = client.get(PEOPLE).json()

    assert (first["count"], len(first["results"])) == (61, 50)
    assert len(client.get(PEOPLE, {"page": 2}).json()["results"]) == 11


@pytest.mark.parametrize("page", ["0", "x", "-1"])
def test_a_page_that_cannot_be_is_refused(ada, signed_in, page):
    assert signed_in(ada).get(PEOPLE, {"page": page}).status_code == 400


def test_opening_somebody_is_written_where_they_can_see_it(ada, asha, signed_in):
    answer = signed_in(ada).get(f"{PEOPLE}/{asha.pk}")

    assert answer.json()["personnel_number"] == "asha"
    seen = signed_in(asha).get("/api/v1/views").json()
    assert [(row["by"], row["role"]) for row in seen] == [("Ada", "administrator")]
    assert AuditEntry.objects.get().act == "person_opened"


def test_beyond_ones_own_part_nobody_exists(adam, asha, person, elsewhere, signed_in):
    olga = person("olga", unit=elsewhere)
    client = signed_in(adam)

    listed = {row["name"] for row in client.get(PEOPLE).json()["results"]}
    theirs, wrong = client.get(f"{PEOPLE}/{olga.pk}"), client.get(f"{PEOPLE}/{uuid4()}")

    assert listed == {"Adam", "Asha"}
    assert theirs.status_code == wrong.status_code == 404
    assert theirs.content == wrong.content
    assert not AuditEntry.objects.filter(person=olga).exists()


@pytest.mark.parametrize("who", ["asha", "pia", "cole", "tara", "sam", "mona"])
def test_nobody_else_sees_the_list(request, asha, signed_in, who):
    client = signed_in(request.getfixturevalue(who))

    assert client.get(PEOPLE).status_code == 403
    assert client.get(f"{PEOPLE}/{asha.pk}").status_code == 403


def test_the_language_is_said_as_browsers_say_it(asha, signed_in):
    phone = signed_in(asha)

    answer = phone.patch("/api/v1/people/me", {"language": "zh-Hans"})

    assert answer.json()["language"] == "zh-Hans"
    assert phone.patch("/api/v1/people/me", {"language": "tlh"}).status_code == 400


@pytest.fixture
def workbench(ada):
    """Django's admin in a browser of hers."""
    client = Client()
    sign_in(client, ada)
    return client


def changed(person: User, **more: object) -> dict[str, object]:
    fields = ("personnel_number", "name", "email", "language", "time_zone", "country")
    return {name: getattr(person, name) for name in fields} | {"unit": person.unit_id} | more


def test_the_admin_shows_no_password_and_no_session(workbench, asha):
    page = workbench.get(f"/admin/accounts/user/{asha.pk}/change/").content.decode()

    assert asha.password not in page
    assert workbench.get("/admin/accounts/session/").status_code == 404
    assert workbench.get("/admin/mfa/authenticator/").status_code == 404


def test_switching_somebody_off_in_the_admin_ends_their_access(workbench, asha, signed_in, drain):
    phone = signed_in(asha)

    workbench.post(f"/admin/accounts/user/{asha.pk}/change/", changed(asha))

    assert phone.get("/api/v1/people/me").status_code == 401
    assert not Session.objects.filter(person=asha).exists()
    assert not RoleGrant.objects.filter(person=asha, until=None).exists()
    assert "AccessEnded" in drain()


def test_an_administrator_does_not_switch_themselves_off(workbench, ada):
    workbench.post(f"/admin/accounts/user/{ada.pk}/change/", changed(ada, is_active=""))

    ada.refresh_from_db()
    assert ada.is_active


def test_people_are_never_deleted(workbench, asha):
    answer = workbench.post(f"/admin/accounts/user/{asha.pk}/delete/", {"post": "yes"})

    assert answer.status_code == 403
    assert User.objects.filter(pk=asha.pk).exists()


def test_the_admin_is_for_those_who_administer_everything(adam):
    client = Client()
    sign_in(client, adam)

    assert client.get("/admin/").status_code != 200


def test_the_admins_own_form_signs_nobody_in(ada):
    client = Client()
    given = {"username": "ada", "password": "a quiet blue heron"}

    answer = client.post("/admin/login/", given)

    assert answer["Location"] == "/"
    assert client.get("/api/v1/people/me").status_code == 401
