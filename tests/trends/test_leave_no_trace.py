"""A marked company is closed by the real worker: its exact sums are found nowhere afterwards."""

import json
import logging
import os
import re
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from celery.backends.base import DisabledBackend
from celery.worker import WorkController, state
from django.conf import settings
from django.core import mail
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.log import AdminEmailHandler

from tests.trends.company import company, everybody_says
from wellbeing.celery import app
from wellbeing.core.logs import PlacesOnly
from wellbeing.core.models import AuditEntry, OutboxEvent
from wellbeing.core.subjects import subject_of
from wellbeing.trends import schedule
from wellbeing.trends.closing import close_due
from wellbeing.trends.models import Closing, Release
from wellbeing.trends.planning import plan_until, zone
from wellbeing.trends.tasks import close_periods

# Ids begin at 1 again: after some thousand tests one of them would be a sum by chance.
pytestmark = pytest.mark.django_db(transaction=True, reset_sequences=True)

# 97 agents, all of them at 1: 97 * -150 and 97 * 75. A part of an id between two dashes is none.
SUMS = re.compile(r"(?<![\w.-])-?(14,?550|7,?275)(?![\w.-])")


@pytest.fixture
def marks(organisation) -> list[str]:
    """Everything by which an agent whose week is due could be known; the week was real."""
    now = timezone.now()
    people = company([97])
    plan_until(now - timedelta(weeks=2))
    everybody_says(people, schedule.monday_of(now, zone()) - timedelta(weeks=2), 1)
    one = people[0]
    ids = (one.pk, one.diary, subject_of(one.diary))
    return [text for id in ids for text in (str(id), id.hex)] + [one.personnel_number]


@contextmanager
def no_room_for_figures() -> Iterator[None]:
    """The database refuses them, when the sums have been made and blurred."""
    on, off = {
        "sqlite": (
            "CREATE TRIGGER no_room BEFORE INSERT ON trends_figure "
            "BEGIN SELECT RAISE(ABORT, 'no room'); END",
            "DROP TRIGGER no_room",
        ),
        "postgresql": (
            "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS "
            "'BEGIN RAISE EXCEPTION ''no room''; END'; "
            "CREATE TRIGGER no_room BEFORE INSERT ON trends_figure "
            "FOR EACH ROW EXECUTE FUNCTION no_room()",
            "DROP FUNCTION no_room CASCADE",
        ),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(on)
    yield
    with connection.cursor() as cursor:
        cursor.execute(off)


def without_processes(said: dict[str, object]) -> dict[str, object]:
    """A process may by chance have the number of a sum."""
    return {name: value for name, value in said.items() if name not in {"process", "pid"}}


def messages() -> list[Path]:
    """Those that wait for a worker."""
    return list(Path(settings.CELERY_BROKER_DIR).rglob("*.msg"))


class Watch:
    """What could be read afterwards: the log at its most talkative, Celery's events, the rows."""

    def __init__(self, caplog) -> None:
        self.caplog = caplog
        self.events: list[dict] = []
        self.more: list[str] = []

    def text(self) -> str:
        records = [f"{without_processes(one.__dict__)}" for one in self.caplog.records]
        waiting = [path.read_text() for path in messages()]
        rows = [
            list(model.objects.values())
            for model in (OutboxEvent, AuditEntry, Closing)
        ]  # fmt: skip
        events = [without_processes(one) for one in self.events]
        letters = [one.message().as_string() for one in mail.outbox]
        found = [self.caplog.text, *records, *waiting, *letters, *self.more]
        return "\n".join([*found, json.dumps([events, rows], default=str)])


@pytest.fixture
def watch(caplog) -> Watch:
    caplog.set_level(logging.DEBUG)
    for one in messages():
        one.unlink()  # of earlier tests, with ids of theirs
    return Watch(caplog)


def at_once(watch: Watch) -> None:
    """Celery in this thread."""
    done = close_periods.apply()
    watch.more += [repr(done.result), str(done.traceback)]


def by_a_worker(watch: Watch) -> None:
    """Celery as it runs here, over the broker's folder, with its events switched on."""
    ended = threading.Event()

    def hear(event: dict) -> None:
        watch.events.append(event)
        if event["type"] in {"task-succeeded", "task-failed"}:
            ended.set()

    worker = WorkController(
        app=app, pool="solo", task_events=True, queues=["trends"], without_heartbeat=True,
        without_mingle=True, without_gossip=True,
    )  # fmt: skip
    with app.connection() as link:
        receiver = app.events.Receiver(link, handlers={"*": hear})
        with receiver.consumer_context():  # before the first event is sent
            pass
        working = threading.Thread(target=worker.start, daemon=True)
        hearing = threading.Thread(target=listen, args=(receiver,), daemon=True)
        hearing.start()
        working.start()
        close_periods.delay()
        told = ended.wait(20)
        receiver.should_stop = True
        state.should_stop = os.EX_OK
        working.join(10)
        hearing.join(10)
        state.should_stop = None
    assert told, watch.events


def listen(receiver) -> None:
    receiver.capture(limit=None, timeout=None, wakeup=False)


@pytest.mark.parametrize("run", [at_once, by_a_worker])
def test_a_closing_that_went_well_leaves_no_sum(marks, watch, run):
    run(watch)

    assert Release.objects.exists()
    assert OutboxEvent.objects.filter(name="FiguresReleased").exists()
    assert_nothing_is_left(marks, watch)


@pytest.mark.parametrize("run", [at_once, by_a_worker])
def test_a_closing_that_failed_half_way_leaves_no_sum(marks, watch, run):
    with no_room_for_figures():
        run(watch)

    assert not Release.objects.exists()
    assert Closing.objects.get().finished_at is None
    assert "no room" in watch.text()
    assert_nothing_is_left(marks, watch)


def assert_nothing_is_left(marks: list[str], watch: Watch) -> None:
    text = watch.text()
    assert "close_periods" in text
    assert SUMS.findall(text) == []
    assert [mark for mark in marks if mark in text] == []


def test_the_search_would_find_them(marks):
    """In what a report with the values of variables would show, which nothing here makes."""
    with no_room_for_figures(), pytest.raises(DatabaseError) as failed:
        close_due(timezone.now())

    report = traceback.TracebackException.from_exception(failed.value, capture_locals=True)
    found = {one.replace(",", "") for one in SUMS.findall("".join(report.format()))}
    assert found == {"14550", "7275"}


def test_nothing_is_set_up_that_shows_the_values_of_variables():
    every = [logging.root, *map(logging.getLogger, logging.root.manager.loggerDict)]
    handlers = [handler for logger in every for handler in logger.handlers]

    assert not settings.DEBUG
    assert not settings.ADMINS
    assert not [one for one in handlers if isinstance(one, AdminEmailHandler)]
    assert settings.LOGGING["formatters"]["places"]["()"].endswith(PlacesOnly.__name__)
    assert settings.LOGGING["root"]["handlers"] == list(settings.LOGGING["handlers"]) == ["console"]
    assert settings.LOGGING["handlers"]["console"]["formatter"] == "places"


def test_celery_keeps_no_result_and_is_given_no_argument():
    assert isinstance(app.backend, DisabledBackend)
    assert app.conf.task_ignore_result
    assert close_periods.ignore_result
    assert app.conf.beat_schedule["close-periods"].keys() == {"task", "schedule"}
