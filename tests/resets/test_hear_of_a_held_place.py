"""Whoever stands in line is told that something changed, never what; leaving frees a place."""

import pytest
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.utils import timezone

from accounts import access
from tests.notifications.phones import Phone
from tests.resets.floors import fresh, on_a_pass, policy_of
from tests.times import MINUTE, NOON
from wellbeing.core import events
from wellbeing.core.models import OutboxEvent
from wellbeing.notifications.live import group_for
from wellbeing.notifications.models import OutgoingPush
from wellbeing.resets import tasks
from wellbeing.resets.models import BreakPass
from wellbeing.resets.services import floors

pytestmark = pytest.mark.django_db


@pytest.fixture
def one_place(organisation, ada):
    return policy_of(organisation, ada)


@pytest.fixture
def line(asha, ben, one_place):
    return on_a_pass(asha, now=NOON), on_a_pass(ben, now=NOON)


@pytest.fixture
def open_page():
    """open_page(ben): a function that returns what has reached his open page."""

    def of(person):
        layer = get_channel_layer()
        channel = async_to_sync(layer.new_channel)()
        async_to_sync(layer.group_add)(group_for(str(person.pk)), channel)

        def received():
            queue = layer.channels.get(channel)
            return [queue.get_nowait()[1] for _ in range(queue.qsize())] if queue else []

        return received

    return of


def move(row, *, now):
    """As if this had been asked for so that the first of the line is due back right now."""
    by = now - NOON - 15 * MINUTE
    past = {
        name: at + by for name in ("asked_at", "starts_at", "ends_at") if (at := getattr(row, name))
    }
    BreakPass.objects.filter(id=row.id).update(**past)


def react_to_everything():
    for event in OutboxEvent.objects.filter(done_at=None).order_by("pk"):
        events.react(event.pk, timezone.now())


def test_a_hold_reaches_the_one_who_waits_as_topic_and_id_alone(line, asha, ben, open_page):
    hers, his = open_page(asha), open_page(ben)
    away, waiting = line

    floors.sweep(now=away.ends_at)
    react_to_everything()

    assert his() == [{"type": "changed", "topic": "break-passes", "id": str(waiting.id)}]
    assert hers() == []


def test_a_missed_hold_is_heard_too(line, ben, open_page):
    his = open_page(ben)
    floors.sweep(now=line[0].ends_at)
    floors.sweep(now=line[0].ends_at + 3 * MINUTE)
    react_to_everything()

    assert [hint["id"] for hint in his()] == [str(line[1].id)] * 2


def test_a_hold_reaches_a_phone_whose_app_is_closed_while_it_lasts(line, asha, ben):
    hers, his = Phone(asha), Phone(ben)
    hers.asks_to_be_told()
    his.asks_to_be_told()
    now = timezone.now()
    for row in line:
        move(row, now=now)

    floors.sweep(now=now)
    react_to_everything()
    react_to_everything()

    (push,) = OutgoingPush.objects.all()
    assert (push.subscription.person, push.topic) == (ben, "break-passes")
    assert push.stale_at == fresh(line[1]).hold_until


def test_a_line_that_moves_without_a_hold_reaches_no_phone(line, ben):
    Phone(ben).asks_to_be_told()

    floors.sweep(now=line[0].ends_at)
    floors.sweep(now=line[0].ends_at + 3 * MINUTE)
    react_to_everything()  # long after the hold was missed

    assert not OutgoingPush.objects.exists()


def test_supervisors_hear_nothing(line, tara, open_page):
    hers = open_page(tara)

    floors.sweep(now=line[0].ends_at)
    react_to_everything()

    assert hers() == []


def test_the_event_does_not_say_whose_pass_it_is(line, ben):
    floors.sweep(now=line[0].ends_at)

    (event,) = OutboxEvent.objects.filter(name="PassMoved")
    assert event.payload == {"pass_id": str(line[1].id)}


def test_asking_alone_tells_nobody(line):
    assert not OutboxEvent.objects.exists()


def test_whoever_left_holds_no_place(asha, ben, one_place):
    now = timezone.now()
    hers, his = on_a_pass(asha, now=now), on_a_pass(ben, now=now)

    access.leave([asha.pk], now=now)
    react_to_everything()

    assert fresh(hers).state(timezone.now()) == "ended"
    assert fresh(his).state(timezone.now()) == "held"


def test_signing_out_on_the_way_keeps_the_pass(asha, one_place):
    row = on_a_pass(asha, now=timezone.now())

    access.end_sessions(asha.pk)
    react_to_everything()

    assert fresh(row).state(timezone.now()) == "running"


def test_the_worker_sweeps_every_few_seconds(line):
    from wellbeing.celery import app

    then = timezone.now() - 20 * MINUTE
    line[0].__class__.objects.filter(id=line[0].id).update(
        asked_at=then, starts_at=then, ends_at=then + MINUTE
    )

    tasks.sweep_floors()

    assert fresh(line[1]).state(timezone.now()) == "held"
    sweep = app.conf.beat_schedule["sweep-floors"]
    assert (sweep["task"], sweep["schedule"]) == ("wellbeing.resets.tasks.sweep_floors", 5.0)
