"""An appointment is between two people; whoever else looks, on any route, finds nothing."""

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from accounts.rights import COUNSELLORS, RIGHTS
from tests.architecture.lists import lists_seen_by
from tests.architecture.routes import ASKED
from tests.support.counselling.diary import APPOINTMENTS, booked, sees_people
from wellbeing.core.models import AuditEntry, OutboxEvent

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]

OTHERS = ["ben", "pia", "dana", "tara", "sam", "mona", "ada"]
LISTS = [name for name, asked in ASKED.items() if "GET" in asked.answers and name != "schema"]


def seen_by(client, route, id) -> str:
    asked = ASKED[route]
    response = client.get(
        reverse(route, kwargs={asked.key: id, **asked.beside} if asked.row else {})
    )
    content = response.getvalue() if response.streaming else response.content
    return content.decode()


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_finds_it_on_any_route(name, hers, request, signed_in):
    client = signed_in(request.getfixturevalue(name))
    marks = [str(hers.id), hers.id.hex, str(hers.ref), hers.ref.hex, "night"]

    for route in LISTS:
        for id in (hers.id, hers.ref):
            content = seen_by(client, route, id)
            assert not [mark for mark in marks if mark in content], route


@pytest.mark.usefixtures("one_moment")
@pytest.mark.parametrize("name", ["tara", "sam", "mona", "ada"])
def test_that_she_booked_shows_nowhere_but_in_the_free_times(
    name, asha, cole, free, request, signed_in
):
    """Everybody sees the same times get fewer, and not by whom."""
    client = signed_in(request.getfixturevalue(name))
    before = lists_seen_by(client)

    booked(asha, cole, free(asha), now=timezone.now())

    after = lists_seen_by(client)
    assert {route for route in before if before[route] != after[route]} <= {"free-times"}


def test_the_counsellor_reads_a_name_or_the_alias_instead(asha, ben, cole, hers, free, signed_in):
    booked(ben, cole, free(ben, 6), now=timezone.now(), alias="Blue Heron")

    content = signed_in(cole).get(APPOINTMENTS)

    assert [row["who"] for row in content.json()["results"]] == ["Asha", "Blue Heron"]
    assert "Ben" not in content.content.decode()
    assert str(ben.pk) not in content.content.decode()


def test_another_counsellor_has_another_week(dana, hers, signed_in):
    sees_people(dana)

    assert signed_in(dana).get(APPOINTMENTS).json()["results"] == []


def test_a_counsellor_shows_a_second_factor_first(cole, hers, signed_in):
    client = signed_in(cole, second_factor=False)

    for name, row in RIGHTS.items():
        if row.get("GET") == COUNSELLORS:
            kwargs = {ASKED[name].key: hers.ref} if ASKED[name].row else {}
            assert client.get(reverse(name, kwargs=kwargs)).json()["code"] == (
                "second_factor_required"
            )


def test_no_audit_no_admin_and_no_event_tells_of_it(hers, ada, signed_in):
    assert not AuditEntry.objects.exists()
    registered = {model._meta.app_label for model in admin.site._registry}
    assert "support_counselling" not in registered
    for event in OutboxEvent.objects.all():
        assert "night" not in str(event.payload)
        assert len({str(hers.client_id), str(hers.counsellor_id)} & set(event.payload.values())) < 2


def test_where_it_is_is_said_to_whoever_booked_alone(hers, ben, signed_in):
    client = signed_in(ben)

    assert not [route for route in LISTS if "Room 3.14" in seen_by(client, route, hers.id)]
