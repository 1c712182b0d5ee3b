"""Open pages hear of a call the moment it is stored, closed phones by a push; neither says what."""

import pytest
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.utils import timezone

from tests.notifications.phones import Phone
from tests.support.help_now.words import fresh, heard_by, on_shift, pressed
from tests.times import HOUR, MINUTE, SECOND
from wellbeing.core import events
from wellbeing.core.models import OutboxEvent
from wellbeing.notifications.live import group_for
from wellbeing.notifications.models import OutgoingPush
from wellbeing.support.help_now.services.answering import come, decline
from wellbeing.support.help_now.services.climbing import sweep
from wellbeing.support.help_now.services.pressing import withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_page():
    """open_page(tara): a function that returns what has reached her open page."""

    def of(person):
        layer = get_channel_layer()
        channel = async_to_sync(layer.new_channel)()
        async_to_sync(layer.group_add)(group_for(str(person.pk)), channel)

        def received():
            queue = layer.channels.get(channel)
            return [queue.get_nowait()[1] for _ in range(queue.qsize())] if queue else []

        return received

    return of


@pytest.fixture
def call_at(asha, tara):
    """call_at(now): Asha pressed, and Tara is on shift."""

    def make(now):
        on_shift(tara, now=now)
        return pressed(asha, now)

    return make


def react_to_everything():
    for event in OutboxEvent.objects.filter(done_at=None).order_by("pk"):
        events.react(event.pk, timezone.now())


def test_the_open_page_hears_at_once_with_topic_and_id_alone(
    call_at, asha, tara, open_page, django_capture_on_commit_callbacks
):
    hers, callers = open_page(tara), open_page(asha)
    with django_capture_on_commit_callbacks(execute=True):
        call = call_at(timezone.now())

    hint = {"type": "changed", "topic": "help-calls", "id": str(heard_by(tara, call).id)}
    assert hint in hers()
    assert callers() == [{"type": "changed", "topic": "help-call", "id": str(call.press)}]


def test_a_lost_hint_is_made_good_by_the_outbox(call_at, tara, open_page):
    hers = open_page(tara)
    call_at(timezone.now())
    assert hers() == []  # nothing was committed, as if the process had died right after

    react_to_everything()
    assert [hint["topic"] for hint in hers()] == ["help-calls"]


def test_a_call_that_nobody_ended_ends_by_itself_and_that_is_told(call_at, asha, tara, open_page):
    now = timezone.now() - 3 * HOUR
    call = call_at(now)
    come(tara, id=heard_by(tara, call).id, now=now)
    react_to_everything()
    hers, callers = open_page(tara), open_page(asha)

    sweep(now=now + 2 * HOUR)
    react_to_everything()

    assert fresh(call).ended_at is not None
    assert [one["topic"] for one in hers()] == ["help-calls"]
    assert [one["topic"] for one in callers()] == ["help-call"]


def test_who_was_not_told_hears_nothing(call_at, uwe, mona, ada, open_page):
    others = [open_page(one) for one in (uwe, mona, ada)]
    call_at(timezone.now())
    react_to_everything()

    assert [heard() for heard in others] == [[], [], []]


def test_a_closed_phone_is_told_once_for_ten_minutes(call_at, asha, tara):
    Phone(tara).asks_to_be_told()
    now = timezone.now()
    call = call_at(now)
    stored = list(OutboxEvent.objects.all())
    for _ in range(2):
        react_to_everything()
        for event in stored:  # as after a worker that died before it could say "done"
            event.save()

    (push,) = OutgoingPush.objects.all()
    assert (push.subscription.person, push.topic) == (tara, "help-calls")
    assert push.stale_at == call.pressed_at + 10 * MINUTE


def test_a_push_for_a_call_that_is_over_is_not_sent(call_at, asha, tara):
    Phone(tara).asks_to_be_told()
    now = timezone.now()
    call = call_at(now)
    withdraw(asha, id=call.press, now=now)
    react_to_everything()

    assert not OutgoingPush.objects.exists()


def test_the_callers_phone_is_told_that_somebody_comes(call_at, asha, tara):
    Phone(asha).asks_to_be_told()
    now = timezone.now()
    call = call_at(now)
    come(tara, id=heard_by(tara, call).id, now=now + SECOND)
    react_to_everything()

    (push,) = OutgoingPush.objects.all()
    assert (push.subscription.person, push.topic) == (asha, "help-call")


def test_who_was_told_before_is_asked_again_when_somebody_cannot_come_after_all(
    call_at, tara, vera
):
    Phone(vera).asks_to_be_told()
    now = timezone.now() - 2 * MINUTE
    call = call_at(now)
    sweep(now=now + MINUTE)
    react_to_everything()
    come(tara, id=heard_by(tara, call).id, now=now + MINUTE + SECOND)
    decline(tara, id=heard_by(tara, call).id, now=now + MINUTE + 2 * SECOND)
    react_to_everything()

    assert fresh(call).state() == "unanswered"
    assert OutgoingPush.objects.filter(subscription__person=vera).count() == 2


def test_the_worker_looks_every_two_seconds():
    from wellbeing.celery import app

    entry = app.conf.beat_schedule["sweep-help-calls"]
    assert entry["task"] == "wellbeing.support.help_now.tasks.sweep_help_calls"
    assert entry["schedule"] <= 2.0
