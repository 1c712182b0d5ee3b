"""What follows from an act happens at least once, whatever dies in between."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from tests.times import DAY, HOUR, SECOND
from wellbeing.core import events, tasks
from wellbeing.core.events import CLAIM, FIRST_WAIT, LONGEST_WAIT, Event, publish, react, react_to
from wellbeing.core.models import OutboxEvent


@dataclass(frozen=True, kw_only=True)
class BellRang(Event):
    id: str


class Fault(Exception):
    pass


@pytest.fixture
def heard(monkeypatch):
    """What the reaction was told, in order; the registry is as before afterwards."""
    monkeypatch.setattr(events, "_reactions", {})
    told: list[str] = []
    react_to(BellRang, lambda **payload: told.append(payload["id"]))
    return told


@pytest.fixture
def ring(db):
    def publish_one(id: str = "1") -> OutboxEvent:
        with transaction.atomic():
            publish(BellRang(id=id))
        return OutboxEvent.objects.latest("pk")

    return publish_one


@pytest.mark.django_db
def test_what_is_done_says_no_more_whom_it_was_about(heard, ring):
    event = ring()
    react(event.pk, timezone.now() + SECOND)

    event.refresh_from_db()
    assert (heard, event.payload) == (["1"], {})


@pytest.mark.django_db
def test_an_event_is_stored_with_its_act_or_not_at_all(heard):
    class ActFailed(Exception):
        pass

    def act() -> None:
        with transaction.atomic():
            publish(BellRang(id="1"))
            raise ActFailed

    with pytest.raises(ActFailed):
        act()

    assert OutboxEvent.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_a_mistake(heard):
    with pytest.raises(AssertionError):
        publish(BellRang(id="1"))


@pytest.mark.django_db
def test_what_follows_runs_once_and_the_event_is_done(heard, ring):
    event, now = ring("7"), timezone.now()

    assert react(event.pk, now)
    assert not react(event.pk, now + DAY)

    event.refresh_from_db()
    assert heard == ["7"]
    assert event.done_at is not None


@pytest.mark.django_db
def test_a_worker_that_died_leaves_the_event_to_the_next(heard, ring):
    event, now = ring(), timezone.now()
    assert events._claim(event, now)  # and then the power went

    assert not react(event.pk, now + CLAIM - SECOND)
    assert react(event.pk, now + CLAIM)
    assert heard == ["1"]


@pytest.mark.django_db
def test_what_fails_is_tried_again_ever_more_rarely(heard, ring):
    def fail(id: str) -> None:
        raise Fault

    react_to(BellRang, fail)
    event, now = ring(), timezone.now()
    waits = []
    for _ in range(12):
        with pytest.raises(Fault):
            react(event.pk, now)
        event.refresh_from_db()
        waits.append(event.try_at - now)
        now = event.try_at

    assert waits[:3] == [FIRST_WAIT, 2 * FIRST_WAIT, 4 * FIRST_WAIT]
    assert waits[-1] == LONGEST_WAIT
    assert event.done_at is None


@pytest.mark.django_db
def test_a_failing_event_does_not_hold_up_the_others(heard, ring, monkeypatch):
    def fail_for_one(id: str) -> None:
        if id == "poison":
            raise Fault
        heard.append(id)

    react_to(BellRang, fail_for_one)
    for id in ("poison", "a", "b"):
        ring(id)

    tasks.sweep_outbox()
    tasks.sweep_outbox()

    assert heard == ["a", "b"]
    assert OutboxEvent.objects.get(done_at=None).attempts == 1  # it waits for its time


@pytest.mark.django_db
def test_the_sweep_does_what_is_due_and_nothing_else(heard, ring):
    due, claimed, done = ring("due"), ring("claimed"), ring("done")
    events._claim(claimed, timezone.now())
    react(done.pk, timezone.now())
    heard.clear()

    tasks.sweep_outbox()

    assert heard == ["due"]
    assert OutboxEvent.objects.get(pk=due.pk).done_at is not None


@pytest.mark.django_db
def test_a_long_sweep_makes_room_and_the_next_goes_on(heard, ring, monkeypatch):
    for id in ("a", "b"):
        ring(id)
    with monkeypatch.context() as short:
        short.setattr(tasks, "AT_MOST", timedelta(0))
        tasks.sweep_outbox()
    assert heard == []

    tasks.sweep_outbox()
    assert heard == ["a", "b"]


@pytest.mark.django_db
def test_only_one_sweep_of_a_process_is_at_it(heard, ring):
    ring("due")

    with tasks.LINE:
        tasks.sweep_outbox()
    assert heard == []

    tasks.sweep_outbox()
    assert heard == ["due"]


@pytest.mark.django_db
def test_done_events_are_forgotten_after_a_week(heard, ring):
    old, fresh, waiting = ring(), ring(), ring()
    for event, age in ((old, 8 * DAY), (fresh, HOUR)):
        then = timezone.now() - age
        OutboxEvent.objects.filter(pk=event.pk).update(published_at=then, done_at=then)

    tasks.forget_done_events()

    left = set(OutboxEvent.objects.values_list("pk", flat=True))
    assert left == {fresh.pk, waiting.pk}


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_run_each_event_once(heard, ring):
    numbers = [ring(str(n)).pk for n in range(20)]
    now = timezone.now() + timedelta(seconds=1)

    def work() -> None:
        for pk in numbers:
            react(pk, now)
        connection.close()

    with ThreadPoolExecutor(4) as workers:
        for one in [workers.submit(work) for _ in range(4)]:
            one.result()

    assert sorted(heard, key=int) == [str(n) for n in range(20)]
    assert not OutboxEvent.objects.filter(done_at=None).exists()
    assert set(OutboxEvent.objects.values_list("attempts", flat=True)) == {1}
