"""A report is there for the reporter and for case handlers who stand apart from it: nobody else."""

from uuid import uuid4

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from accounts.models import RoleGrant, Unit
from accounts.models.people import Role
from tests.architecture.lists import lists_seen_by
from tests.architecture.routes import ASKED
from tests.support.talk_reports.reports import CASES, WORDS, case_url, reported
from tests.times import LONG_AGO
from wellbeing.support.talk_reports.models import TalkReport

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]

OTHERS = ["pia", "ben", "cole", "tara", "mona", "ada"]


@pytest.fixture
def case(asha, talk):
    return reported(asha, talk.pk, now=timezone.now())


def handles(person, unit, role=Role.CASE_HANDLER):
    RoleGrant.objects.create(person=person, role=role, unit=unit, starts_at=LONG_AGO)
    return person


def sees(person, case, signed_in) -> bool:
    client = signed_in(person, second_factor=True)
    listed = [line["id"] for line in client.get(CASES).json()["results"]]
    opened = client.get(case_url(case.pk))
    nothing = client.get(case_url(uuid4()))
    assert (opened.status_code == 200) is (str(case.pk) in listed)
    assert opened.status_code == 200 or opened.content == nothing.content
    return opened.status_code == 200


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_finds_it_on_any_route(name, case, request, signed_in):
    client = signed_in(request.getfixturevalue(name))
    marks = [str(case.pk), case.pk.hex, str(case.uid), WORDS]

    for route, asked in ASKED.items():
        if "GET" not in asked.answers or route == "schema":
            continue
        given = {asked.key: case.pk} | asked.beside if asked.row else {}
        response = client.get(reverse(route, kwargs=given))
        content = response.getvalue() if response.streaming else response.content
        assert not [mark for mark in marks if mark in content.decode()], route


@pytest.mark.usefixtures("one_moment")
@pytest.mark.parametrize("name", ["pia", "ben", "tara", "mona", "ada", "cole"])
def test_that_it_was_made_shows_nowhere(name, asha, talk, request, signed_in):
    client = signed_in(request.getfixturevalue(name))
    before = lists_seen_by(client)

    reported(asha, talk.pk, now=timezone.now())

    assert lists_seen_by(client) == before


def test_a_case_handler_of_the_unit_sees_it(sam, case, signed_in):
    assert sees(sam, case, signed_in)


def test_a_case_handler_of_another_site_does_not(person, organisation, case, signed_in):
    far = Unit.objects.create(kind=Unit.Kind.SITE, name="Lisboa", parent=organisation)

    assert not sees(handles(person("lena"), far), case, signed_in)


def test_nobody_who_was_in_the_talk_handles_it(pia, asha, organisation, case, signed_in):
    assert not sees(handles(pia, organisation), case, signed_in)
    assert not sees(handles(asha, organisation), case, signed_in)


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.MANAGER])
def test_nobody_who_leads_somebody_in_it_handles_it(
    role, person, organisation, department, case, signed_in
):
    lead = handles(person("lena"), organisation)
    assert sees(lead, case, signed_in)
    handles(lead, department, role)

    assert not sees(lead, case, signed_in)


def test_who_leads_elsewhere_does_handle_it(person, organisation, case, signed_in):
    far = Unit.objects.create(kind=Unit.Kind.SITE, name="Lisboa", parent=organisation)
    lead = handles(handles(person("lena"), organisation), far, Role.SUPERVISOR)

    assert sees(lead, case, signed_in)


def test_a_case_handler_whom_it_is_not_for_can_do_nothing_with_it(
    pia, organisation, case, signed_in
):
    client = signed_in(handles(pia, organisation), second_factor=True)

    assert client.put(case_url(case.pk, "/names")).status_code == 404
    assert client.put(case_url(case.pk, "/answer"), {"text": "x"}).status_code == 404
    assert TalkReport.objects.get().closed_at is None
    assert not case.openings.exists()


def test_it_opens_with_a_second_factor_alone(sam, case, signed_in):
    response = signed_in(sam, second_factor=False).get(case_url(case.pk))

    assert (response.status_code, response.json()["code"]) == (403, "second_factor_required")


def test_the_admin_knows_none_of_it(case):
    assert "support_talk_reports" not in {model._meta.app_label for model in admin.site._registry}
