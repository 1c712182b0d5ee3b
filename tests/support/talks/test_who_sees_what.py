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
from wellbeing.core.models import AuditEntry, OutboxEvent
from wellbeing.support.talks.models import Message, Offer

pytestmark = pytest.mark.django_db

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


@pytest.mark.parametrize("name", ["ben", "tara", "sam", "mona", "ada", "cole"])
def test_that_she_asked_shows_nowhere(name, asha, pia, request, signed_in):
    """The same answers before and after, for everybody around her."""
    on_shift(pia, now=timezone.now())
    client = client_of(name, request, signed_in)

    before = lists_seen_by(client)
    asked(asha, now=timezone.now())
    assert lists_seen_by(client) == before


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
