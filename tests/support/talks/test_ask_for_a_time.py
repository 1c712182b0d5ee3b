"""An agent asks for a colleague at a time: until then nobody is asked, and then as always."""

from uuid import uuid4

import pytest
from django.utils import timezone

from tests.support.talks.talks import (
    accepted,
    asked,
    fresh,
    offered,
    on_shift,
    peer,
    phone_of,
    request_url,
    said,
    somebody_busy,
    wish,
)
from tests.times import DAY, HOUR, MINUTE, NOON, SECOND
from wellbeing.notifications.models import OutgoingPush
from wellbeing.support.talks.models import Offer, TalkRequest, WaitTime
from wellbeing.support.talks.services import answering, queue, talking
from wellbeing.support.talks.services.errors import AlreadyAsking

pytestmark = pytest.mark.django_db

THREE = NOON + 3 * HOUR


@pytest.fixture
def later(asha) -> TalkRequest:
    return asked(asha, now=NOON, at=THREE)


def test_nobody_is_asked_before_its_time(asha, pia, later):
    on_shift(pia, now=THREE - MINUTE)

    queue.sweep(now=THREE - SECOND)

    assert fresh(later).state == "later"
    assert not Offer.objects.exists()


def test_at_its_time_it_enters_the_line_and_the_asker_is_reminded_once(asha, pia, later):
    phone_of(asha, now=NOON)
    on_shift(pia, now=THREE)

    queue.sweep(now=THREE)
    queue.sweep(now=THREE + SECOND)

    assert offered(later).to == pia
    assert fresh(later).state == "waiting"
    assert OutgoingPush.objects.filter(key=f"talks:request:{later.pk}:begins").count() == 1


def test_the_wait_is_counted_from_its_time_on(asha, pia, later):
    on_shift(pia, now=THREE)
    queue.sweep(now=THREE)

    answering.accept(pia, offer_id=offered(later).pk, now=THREE + 20 * SECOND)

    assert WaitTime.objects.get().seconds == 20


def test_when_nobody_is_there_then_it_is_said_then(asha, later):
    queue.sweep(now=THREE)

    assert fresh(later).state == "nobody"


def test_a_server_that_stood_still_says_it_when_it_wakes(asha, pia, later):
    on_shift(pia, now=THREE + HOUR)

    queue.sweep(now=THREE + HOUR)

    assert fresh(later).state == "nobody"
    assert not Offer.objects.exists()


def test_meanwhile_somebody_can_be_asked_now(asha, pia, later):
    on_shift(pia, now=NOON)

    now = asked(asha, now=NOON + MINUTE)

    assert offered(now).to == pia
    assert fresh(later).state == "later"


def test_whoever_talks_at_its_time_is_told_and_it_waits_as_long_as_it_stands(asha, pia, later):
    phone_of(asha, now=NOON)
    on_shift(pia, now=THREE - MINUTE)
    talk = accepted(asked(asha, now=THREE - MINUTE), now=THREE - MINUTE)

    for seconds in (0, 2, 4):
        queue.sweep(now=THREE + seconds * SECOND)
    assert fresh(later).state == "later"
    assert OutgoingPush.objects.filter(key=f"talks:request:{later.pk}:begins").count() == 1

    said(asha, talk, "still here", now=THREE + 5 * MINUTE)
    queue.sweep(now=THREE + 10 * MINUTE)
    assert fresh(later).state == "withdrawn"
    assert WaitTime.objects.filter(seconds=None).count() == 0


def test_once_that_talk_has_ended_it_enters_the_line(asha, pia, later):
    on_shift(pia, now=THREE - MINUTE)
    talk = accepted(asked(asha, now=THREE - MINUTE), now=THREE - MINUTE)
    queue.sweep(now=THREE)
    talking.close(talk, now=THREE + MINUTE)

    queue.sweep(now=THREE + MINUTE)

    assert offered(later).to == pia


def test_a_talk_of_yesterday_that_nobody_ended_keeps_nothing_away(asha, pia, team, later):
    accepted_before = NOON - HOUR
    on_shift(pia, now=accepted_before)
    accepted(asked(asha, now=accepted_before), now=accepted_before)
    paul = on_shift(peer("paul", team), now=THREE)

    queue.sweep(now=THREE)

    assert offered(later).to == paul


def test_it_does_not_stand_in_line_beside_another_of_the_same_person(asha, team, later):
    somebody_busy(team, now=THREE)
    other = asked(asha, now=THREE - MINUTE)

    queue.sweep(now=THREE)

    assert fresh(later).state == "withdrawn"
    assert fresh(other).state == "waiting"


def test_whoever_waits_already_is_asked_for_first(asha, ben, pia, team, later):
    somebody_busy(team, now=THREE)
    waits = asked(ben, now=THREE - MINUTE)
    on_shift(pia, now=THREE)

    queue.sweep(now=THREE)

    assert offered(waits).to == pia
    assert fresh(later).state == "waiting"


def test_one_time_at_a_time(asha, later):
    with pytest.raises(AlreadyAsking):
        asked(asha, now=NOON, at=THREE + HOUR)


def test_it_is_shown_until_it_is_taken_back(asha, signed_in):
    phone, id = signed_in(asha), uuid4()
    at = (timezone.now() + DAY).isoformat()

    assert phone.put(request_url(id), wish(wished_at=at)).json()["state"] == "later"
    (shown,) = phone.get("/api/v1/talks/mine").json()["requests"]
    assert (shown["id"], shown["state"]) == (str(id), "later")
    phone.delete(request_url(id))

    assert phone.get("/api/v1/talks/mine").json()["requests"] == []


def test_a_time_lies_within_two_weeks(asha, signed_in):
    for away in (-5 * MINUTE, 15 * DAY):
        given = wish(wished_at=(timezone.now() + away).isoformat())
        answer = signed_in(asha).put(request_url(uuid4()), given)
        assert (answer.status_code, answer.json()["code"]) == (422, "wish_out_of_range")
