"""Whatever happens in a case, who carries the news cannot tell one thing from another."""

from datetime import timedelta
from uuid import uuid4

import pytest
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.utils import timezone

from tests.incidents.reports import acknowledged, reported
from tests.times import SECOND
from wellbeing.core import events
from wellbeing.core.models import OutboxEvent
from wellbeing.incidents.services import (
    alerts,
    deadlines,
    handling,
    holding,
    keeping,
    reporting,
    writing,
)
from wellbeing.notifications.live import group_for

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def _now():
    return timezone.now()


def _hold(sam, case):
    keeping.hold(sam, id=case.pk, reason="x" * 900, review_at=_now() + DAY, now=_now())


# From the shortest to the longest that people write, and from the mildest to a threat.
TO_HANDLERS = {
    "a report": lambda asha, sam: reported(asha, story=""),
    "a long threat": lambda asha, sam: reported(asha, kinds=["threat"], story="x" * 8000),
    "an alert": lambda asha, sam: (
        reported(asha, urgent=True),
        alerts.sweep(now=_now() + DAY),
    ),
    "an answer": lambda asha, sam: writing.write(
        acknowledged(reported(asha), sam), uid=uuid4(), text="Yes.", author=None, now=_now()
    ),
    "taken back": lambda asha, sam: reporting.withdraw(reported(asha), now=_now()),
    "a deadline": lambda asha, sam: (reported(asha), deadlines.sweep(now=_now() + 40 * DAY)),
    "a review": lambda asha, sam: (
        _hold(sam, acknowledged(reported(asha), sam)),
        holding.sweep(now=_now() + 2 * DAY),
    ),
}
TO_REPORTERS = {
    "taken on": lambda asha, sam: acknowledged(reported(asha), sam),
    "a question": lambda asha, sam: writing.write_to_reporter(
        sam, id=acknowledged(reported(asha), sam).pk, uid=uuid4(), text="x" * 4000, now=_now()
    ),
    "an outcome": lambda asha, sam: handling.close(
        sam, id=acknowledged(reported(asha), sam).pk, outcome="Done.", now=_now()
    ),
    "kept": lambda asha, sam: _hold(sam, acknowledged(reported(asha), sam)),
}


def told(things, person, topic, asha, sam, phone_of, service, work) -> None:
    phone = phone_of(person)
    for thing in things.values():
        thing(asha, sam)
        assert work(5 * SECOND), "somebody is told"
    assert len(service.received) >= len(things)
    said = {str(phone.opens(push)) for push in service.received}
    outside = {
        (len(push.body), push.path, frozenset(push.headers), push.headers["urgency"])
        for push in service.received
    }
    lasting = [int(push.headers["ttl"]) for push in service.received]

    assert said == {str({"topic": topic})}
    assert len(outside) == 1
    assert max(lasting) - min(lasting) < 60


def test_pushes_to_handlers_are_the_same(asha, sam, phone_of, service, work):
    told(TO_HANDLERS, sam, "cases", asha, sam, phone_of, service, work)


def test_pushes_to_reporters_are_the_same(asha, sam, phone_of, service, work):
    told(TO_REPORTERS, asha, "reports", asha, sam, phone_of, service, work)


def test_hints_name_a_place_and_nothing_else(asha, sam):
    layer = get_channel_layer()
    channel: str = async_to_sync(layer.new_channel)()
    async_to_sync(layer.group_add)(group_for(str(sam.pk)), channel)
    for thing in (TO_HANDLERS | TO_REPORTERS).values():
        thing(asha, sam)
    for event in OutboxEvent.objects.filter(done_at=None).order_by("pk"):
        events.react(event.pk, _now())

    queue = layer.channels[channel]
    heard = [queue.get_nowait()[1] for _message in range(queue.qsize())]

    assert len(heard) >= len(TO_HANDLERS)
    assert {(one["type"], one["topic"], len(one["id"])) for one in heard} == {
        ("changed", "cases", 36)
    }
    assert {frozenset(one) for one in heard} == {frozenset({"type", "topic", "id"})}
