"""What is said arrives once, in order, and is read by those who talk alone."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models.people import Role
from tests.notifications.phones import browser
from tests.support.talks.talks import (
    BLUE_HERON,
    accepted,
    asked,
    fresh,
    message_url,
    on_shift,
    said,
    talk_url,
)
from tests.times import HOUR, MINUTE, SECOND
from wellbeing.core.models import DataKey
from wellbeing.core.sealing import CannotBeOpened, open_sealed
from wellbeing.support.talks.models import Conversation, Message, Participant, TalkRequest, WaitTime
from wellbeing.support.talks.services.forgetting import forget_what_is_due

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(asha, pia) -> Conversation:
    now = timezone.now()
    on_shift(pia, now=now)
    return accepted(asked(asha, now=now, alias=BLUE_HERON), now=now)


@pytest.fixture
def phones(asha, pia, signed_in):
    return signed_in(asha), signed_in(pia)


def read(phone, talk, after: int = 0):
    return phone.get(talk_url(talk.pk, "/messages"), {"after": after}).json()["messages"]


def test_both_read_the_same_in_the_same_order(talk, phones):
    for n in range(6):
        answer = phones[n % 2].put(message_url(talk.pk, uuid4()), {"text": f"{n}"})
        assert (answer.status_code, answer.json()["number"]) == (201, n + 1)

    for phone in phones:
        assert [one["text"] for one in read(phone, talk)] == list("012345")
    assert read(phones[1], talk)[0]["name"] == BLUE_HERON
    assert [one["mine"] for one in read(phones[0], talk)] == [True, False] * 3


def test_a_page_begins_after_the_last_number_that_is_there(talk, asha, phones):
    for n in range(130):
        said(asha, talk, str(n), now=timezone.now())

    first = read(phones[1], talk)
    second = read(phones[1], talk, after=first[-1]["number"])

    assert (len(first), len(second)) == (100, 30)
    assert [int(one["text"]) for one in first + second] == list(range(130))


def test_a_repeat_is_answered_with_the_same_row(talk, phones):
    address = message_url(talk.pk, uuid4())
    first = phones[0].put(address, {"text": "once"})

    again = phones[0].put(address, {"text": "twice"})

    assert (again.status_code, again.json()) == (200, first.json())
    assert [one["text"] for one in read(phones[1], talk)] == ["once"]


def test_the_same_id_of_two_people_is_two_messages(talk, phones):
    id = uuid4()
    for phone in phones:
        assert phone.put(message_url(talk.pk, id), {"text": "mine"}).status_code == 201

    assert Message.objects.count() == 2


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 4001, None, 7, "a\x00b"])
def test_nothing_empty_and_nothing_endless(text, talk, phones):
    answer = phones[0].put(message_url(talk.pk, uuid4()), {"text": text})

    assert answer.status_code == 400


def test_four_thousand_signs_and_lines_arrive_as_they_were_written(talk, phones):
    text = " строка\n" + "语" * 3990

    phones[0].put(message_url(talk.pk, uuid4()), {"text": text})

    assert read(phones[1], talk)[0]["text"] == text


def test_words_lie_sealed_and_open_in_their_own_place_alone(talk, asha):
    said(asha, talk, "a secret of mine", now=timezone.now())
    said(asha, talk, "another", now=timezone.now())
    first, second = Message.objects.order_by("number")

    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM support_talks_message")
        assert not [row for row in cursor.fetchall() if b"secret" in bytes(row[0])]
    key = fresh(talk).key
    assert open_sealed(key, bytes(first.sealed), place=first.place) == "a secret of mine"
    with pytest.raises(CannotBeOpened):
        open_sealed(key, bytes(first.sealed), place=second.place)


def test_either_side_ends_it_and_nothing_follows(talk, phones):
    kept, id = message_url(talk.pk, uuid4()), uuid4()
    phones[0].put(kept, {"text": "before"})

    assert phones[1].delete(talk_url(talk.pk)).status_code == 204

    late = phones[0].put(message_url(talk.pk, id), {"text": "after"})
    assert (late.status_code, late.json()["code"]) == (409, "talk_is_over")
    assert phones[0].put(kept, {"text": "before"}).status_code == 200  # its answer was lost
    standing = phones[0].get(talk_url(talk.pk)).json()
    assert standing["state"] == "closed"
    assert standing["erase_at"] is not None


def test_a_day_after_its_end_key_and_words_are_gone(talk, asha, phones):
    said(asha, talk, "soon gone", now=timezone.now())
    phones[0].delete(talk_url(talk.pk))
    later = fresh(talk).erase_at

    forget_what_is_due(now=later - SECOND)
    assert Message.objects.exists()
    forget_what_is_due(now=later)
    forget_what_is_due(now=later)

    for model in (Conversation, Participant, Message, DataKey, TalkRequest):
        assert not model.objects.exists(), model
    assert phones[0].get(talk_url(talk.pk)).status_code == 404


def test_due_to_be_erased_it_is_gone_before_the_sweep_comes(talk, phones):
    then = timezone.now() - 2 * timedelta(days=1)
    Conversation.objects.update(began_at=then, closed_at=then, erase_at=then + HOUR)

    assert phones[0].get(talk_url(talk.pk)).status_code == 404
    assert phones[1].get("/api/v1/talks/mine").json()["talks"] == []


def test_how_long_it_stays_is_for_the_installation_to_say(talk, phones, settings):
    settings.TALKS_KEPT = timedelta(hours=2)
    phones[0].delete(talk_url(talk.pk))

    row = fresh(talk)
    assert row.erase_at - row.closed_at == timedelta(hours=2)
    assert phones[0].get(talk_url(talk.pk)).json()["kept_hours"] == 2


def test_a_talk_that_nobody_goes_on_with_ends_after_a_day(talk):
    forget_what_is_due(now=talk.last_at + timedelta(hours=23))
    assert fresh(talk).closed_at is None

    forget_what_is_due(now=talk.last_at + timedelta(hours=24))

    assert fresh(talk).closed_at is not None


def test_a_waiting_time_is_forgotten_after_four_weeks_and_names_nobody(talk):
    assert {field.name for field in WaitTime._meta.get_fields()} == {
        "id", "on", "kind", "seconds"
    }  # fmt: skip

    forget_what_is_due(now=timezone.now() + timedelta(days=30))

    assert not WaitTime.objects.exists()


def test_that_the_other_is_here_and_has_read_is_seen(talk, asha, phones):
    cache.clear()  # who was here in another test
    said(asha, talk, "hello", now=timezone.now())
    before = phones[0].get(talk_url(talk.pk)).json()["others"][0]
    assert (before["here"], before["read_up_to"]) == (False, 0)

    phones[1].get(talk_url(talk.pk, "/messages"))
    assert phones[1].put(talk_url(talk.pk, "/reading"), {"up_to": 99}).status_code == 204

    after = phones[0].get(talk_url(talk.pk)).json()["others"][0]
    assert (after["here"], after["read_up_to"]) == (True, 1)


def test_typing_is_stored_nowhere(talk, phones):
    with CaptureQueriesContext(connection) as asked_of_the_database:
        assert phones[0].put(talk_url(talk.pk, "/typing")).status_code == 204

    writing = ("INSERT", "UPDATE", "DELETE")
    assert not [one for one in asked_of_the_database if one["sql"].startswith(writing)]


def test_a_counsellor_without_a_second_factor_reads_nothing(talk, cole, signed_in):
    Participant.objects.create(
        conversation=talk, person=cole, role=Role.COUNSELLOR, shown_as="Cole",
        joined_at=timezone.now(),
    )  # fmt: skip
    bare, shown = signed_in(cole, second_factor=False), signed_in(cole)

    for more in ("", "/messages"):
        assert bare.get(talk_url(talk.pk, more)).json()["code"] == "second_factor_required"
        assert shown.get(talk_url(talk.pk, more)).status_code == 200
    assert bare.put(message_url(talk.pk, uuid4()), {"text": "x"}).status_code == 403


def test_a_closed_phone_is_told_once_for_all_that_is_new(talk, asha, pia, phones):
    from accounts.models import Device, Session
    from wellbeing.notifications.browser import Browser
    from wellbeing.notifications.models import OutgoingPush, PushSubscription

    session = Session.objects.filter(person=pia).first()
    id, given, now = uuid4(), Browser(**browser()), timezone.now()
    Device.objects.create(
        person=pia, id=id, kind="own", session_key=session.session_key,
        signed_in_at=now, last_seen_at=now,
    )  # fmt: skip
    PushSubscription.objects.create(
        person=pia, device=id, sealed=given.sealed(), endpoint_hash=given.endpoint_hash(),
        made_on=now,
    )  # fmt: skip

    for text in ("one", "two"):
        said(asha, talk, text, now=now)
    assert OutgoingPush.objects.filter(topic="talks").count() == 1
    phones[1].put(talk_url(talk.pk, "/reading"), {"up_to": 2})
    said(asha, talk, "three", now=now + MINUTE)
    assert OutgoingPush.objects.filter(topic="talks").count() == 2


def test_ones_own_words_are_no_news_to_oneself(asha, pia, talk, signed_in):
    said(pia, talk, "Hello, I am Pia", now=timezone.now())
    said(asha, talk, "Sent while I looked at another screen", now=timezone.now())

    unread = {
        one.name: signed_in(one).get("/api/v1/talks/mine").json()["talks"][0]["unread"]
        for one in (asha, pia)
    }

    assert unread == {"Asha": 1, "Pia": 1}
