"""A request and a talk exist for those in it alone: nobody else finds a trace, on any route."""

from uuid import uuid4

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from tests.architecture.lists import lists_seen_by
from tests.architecture.routes import ASKED
from tests.support.talks import talks
from tests.support.talks.talks import accepted, asked, fresh, message_url, on_shift, said, talk_url
from tests.times import DAY, MINUTE, NOON
from wellbeing.core.models import AuditEntry, OutboxEvent
from wellbeing.support.kept_apart.models import Exclusion
from wellbeing.support.talks.models import Message, Offer, WaitTime
from wellbeing.support.talks.selectors.queue import availability
from wellbeing.support.talks.services import talking

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]

OTHERS = ["ben", "cole", "dana", "tara", "sam", "mona", "ada", "paul"]
LISTS = [name for name, asked in ASKED.items() if "GET" in asked.answers and name != "schema"]
WORDS = "what only we two know"


@pytest.fixture
def paul(team):
    """Another peer supporter, on shift too."""
    return talks.peer("paul", team)


@pytest.fixture
def talk(asha, pia, paul):
    now = timezone.now()
    on_shift(pia, now=now)
    row = accepted(asked(asha, now=now, alias="Blue Heron", topic="home"), now=now)
    said(asha, row, WORDS, now=now)
    on_shift(paul, now=now)
    return row


def client_of(name, request, signed_in):
    return signed_in(request.getfixturevalue(name))


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_finds_it_on_any_route(name, talk, request, signed_in):
    client = client_of(name, request, signed_in)
    ids = [talk.pk, *talk.requests.values_list("uid", flat=True)]
    ids += Offer.objects.values_list("pk", flat=True)
    marks = [str(id) for id in ids] + [id.hex for id in ids] + [WORDS, "Blue Heron"]

    for route in LISTS:
        asked_for = ASKED[route]
        for id in ids:
            given = {asked_for.key: id} | asked_for.beside if asked_for.row else {}
            response = client.get(reverse(route, kwargs=given))
            content = response.getvalue() if response.streaming else response.content
            assert not [mark for mark in marks if mark in content.decode()], route


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_writes_reads_or_ends_it(name, talk, request, signed_in):
    client = client_of(name, request, signed_in)

    assert client.put(message_url(talk.pk, uuid4()), {"text": "x"}).status_code == 404
    assert client.delete(talk_url(talk.pk)).status_code == 404
    for more in ("/reading", "/typing", "/weight", "/handover-proposal", "/handover"):
        body = {"up_to": 1, "heavy": True, **talks.consent()}
        assert client.put(talk_url(talk.pk, more), body).status_code == 404
    assert Message.objects.count() == 1
    assert fresh(talk).closed_at is None


@pytest.mark.usefixtures("one_moment")
@pytest.mark.parametrize("name", ["ben", "tara", "sam", "mona", "ada", "cole"])
def test_that_she_asked_shows_nowhere(name, asha, pia, request, signed_in):
    """Nor that somebody listens to her: the same answers before and after, for all around her."""
    on_shift(pia, now=timezone.now())
    WaitTime.objects.bulk_create(
        WaitTime(on=timezone.now().date() - DAY, kind="peer", seconds=90) for _ in range(9)
    )
    client = client_of(name, request, signed_in)

    before = lists_seen_by(client)
    talk = accepted(asked(asha, now=timezone.now()), now=timezone.now())
    assert lists_seen_by(client) == before
    talking.end_talk(pia, conversation_id=talk.pk, now=timezone.now())
    talking.say_how_it_was(pia, conversation_id=talk.pk, heavy=True, now=timezone.now())
    assert lists_seen_by(client) == before


def room(asker, now) -> int:
    return availability(asker, kind="peer", language="en", topic="any", now=now).free


def test_how_many_have_room_changes_at_marks_alone(asha, ben, pia):
    on_shift(pia, now=NOON)
    talk = accepted(asked(asha, now=NOON + MINUTE), now=NOON + MINUTE)
    assert [room(ben, NOON + n * MINUTE) for n in (1, 4, 5)] == [1, 1, 0]

    talking.close(talk, now=NOON + 6 * MINUTE)
    talking.say_how_it_was(pia, conversation_id=talk.pk, heavy=True, now=NOON + 11 * MINUTE)

    found = [room(ben, NOON + n * MINUTE) for n in (9, 10, 14, 15, 34, 35)]
    assert found == [0, 1, 1, 0, 0, 1]


def test_a_full_day_shows_at_a_mark_too(asha, ben, pia):
    on_shift(pia, now=NOON, taken=2, taken_on=NOON.date(), at_once=3)
    accepted(asked(asha, now=NOON + MINUTE), now=NOON + MINUTE)

    assert [room(ben, NOON + n * MINUTE) for n in (4, 5)] == [1, 0]


def test_leaving_out_all_but_one_tells_nothing_of_that_one(asha, pia, paul):
    on_shift(paul, now=NOON)
    for left_out in ([], [paul]):
        for one in left_out:
            Exclusion.objects.create(
                owner=asha, id=uuid4(), excluded=one, known_as="-", made_on=NOON.date()
            )
        assert room(asha, NOON) == 1


def test_the_peer_learns_an_alias_and_nothing_more(asha, pia, talk, signed_in):
    client = signed_in(pia)
    seen = client.get(talk_url(talk.pk)).content + client.get("/api/v1/talks/mine").content
    seen += client.get(talk_url(talk.pk, "/messages")).content

    for mark in ("Asha", str(asha.pk), asha.personnel_number):
        assert mark not in seen.decode()


def test_the_admin_knows_none_of_it(talk, ada, signed_in):
    registered = {model._meta.app_label for model in admin.site._registry}

    assert "support_talks" not in registered
    page = signed_in(ada).get("/admin/").content.decode().lower()
    assert "talk" not in page


def test_nothing_is_written_in_the_log_of_who_looked_and_no_words_in_events(talk):
    assert not AuditEntry.objects.exists()
    for event in OutboxEvent.objects.all():
        assert set(event.payload) <= {"offer_id", "serial", "conversation_id"}
