"""A file is looked into by one worker at a time, also when workers and what they start die."""

import os
import signal
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from django.utils import timezone

from tests.incidents.evidence.files import files, hand_in, picture
from tests.incidents.reports import reported
from wellbeing.celery import app
from wellbeing.core.events import react
from wellbeing.core.models import OutboxEvent
from wellbeing.incidents.evidence import tasks
from wellbeing.incidents.evidence.models import EvidenceFile, EvidencePart
from wellbeing.incidents.evidence.rules import CLAIM, TRIES
from wellbeing.incidents.evidence.services import checking, original_of, working_copy_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(asha):
    return reported(asha)


@pytest.fixture
def phone(asha, signed_in):
    return signed_in(asha)


def the_file() -> EvidenceFile:
    return EvidenceFile.objects.get()


def cleaners() -> list[int]:
    """Those that this process has started."""
    mine = f"\nPPid:\t{os.getpid()}\n"
    found = []
    for one in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            is_mine = mine in (one / "status").read_text()
            if is_mine and b"evidence.cleaning" in (one / "cmdline").read_bytes():
                found.append(int(one.name))
    return found


def kill_cleaners(until: Event) -> None:
    while not until.wait(0.01):
        for one in cleaners():
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)


@pytest.fixture
def cleaners_die():
    over = Event()
    killer = Thread(target=kill_cleaners, args=(over,))
    killer.start()
    yield
    over.set()
    killer.join()


def test_what_arrives_is_viewable_once_the_worker_was_there(phone, case, monkeypatch):
    hand_in(phone, case.uid, picture())
    woken: list[str] = []
    monkeypatch.setattr(tasks, "nudge", woken.append)

    react(OutboxEvent.objects.get(name="FileArrived").pk, timezone.now())

    [task] = woken
    assert app.amqp.router.route({}, task)["queue"].name == "files"  # holds up nothing else
    app.tasks[task]()

    [file] = files(phone, case.uid)
    assert (file["state"], file["kind"], file["reason"]) == ("viewable", "image", "")
    assert b"".join(working_copy_of(the_file())).startswith(b"\x89PNG")
    assert OutboxEvent.objects.filter(name="FileSettled").count() == 1


def test_a_sweep_takes_all_that_waits_and_a_second_finds_nothing(phone, case):
    for seed in range(3):
        hand_in(phone, case.uid, picture(seed))

    tasks.sweep_files()
    tasks.sweep_files()

    assert {file["state"] for file in files(phone, case.uid)} == {"viewable"}
    assert OutboxEvent.objects.filter(name="FileSettled").count() == 3


def test_while_somebody_is_at_it_nobody_else_begins(phone, case):
    hand_in(phone, case.uid, picture())

    with checking.alone() as mine:
        assert mine
        tasks.sweep_files()

    assert the_file().state == "checking"


def test_what_is_refused_is_not_kept_and_says_why(phone, case):
    hand_in(phone, case.uid, picture(size=(300, 300))[:700])

    tasks.sweep_files()

    [file] = files(phone, case.uid)
    assert (file["state"], file["reason"]) == (
        "refused", "The file is damaged and cannot be opened.",
    )  # fmt: skip
    assert not EvidencePart.objects.exists()


def test_the_reason_comes_in_the_language_of_the_reader(phone, case):
    hand_in(phone, case.uid, picture(size=(300, 300))[:700])
    tasks.sweep_files()

    for language in ("ru", "zh-hans"):
        page = phone.get(f"/api/v1/reports/{case.uid}/files", HTTP_ACCEPT_LANGUAGE=language)
        reason = page.json()["results"][0]["reason"]
        assert reason
        assert not reason.isascii()


def test_a_process_that_is_killed_is_followed_by_another_later(phone, case, cleaners_die):
    hand_in(phone, case.uid, picture())
    now = timezone.now()

    checking.check(the_file().pk, now=now)

    file = the_file()
    assert (file.state, file.attempts) == ("checking", 1)
    assert now < file.try_at < now + timedelta(minutes=2)


def test_three_that_were_killed_are_enough_and_the_original_stays(phone, case, cleaners_die):
    content, now = picture(), timezone.now()
    hand_in(phone, case.uid, content)

    for _ in range(TRIES):
        now += timedelta(hours=1)
        checking.check(the_file().pk, now=now)

    assert (the_file().state, the_file().reason) == ("refused", "unsafe")
    assert b"".join(original_of(the_file())) == content


def test_what_a_worker_left_behind_that_was_killed_is_taken_up_again(phone, case):
    hand_in(phone, case.uid, picture())
    now = timezone.now()
    EvidenceFile.objects.update(attempts=1, try_at=now + CLAIM)  # as a claim leaves it

    assert checking.next_due(now) is None
    assert checking.next_due(now + CLAIM) == the_file().pk
    checking.check(the_file().pk, now=now + CLAIM)

    assert the_file().state == "viewable"


def test_a_file_that_ended_three_workers_is_not_given_to_a_fourth(phone, case):
    hand_in(phone, case.uid, picture())
    EvidenceFile.objects.update(attempts=TRIES)

    tasks.sweep_files()

    assert the_file().reason == "unsafe"


def test_taken_back_while_it_is_looked_into_nothing_is_stored(phone, case):
    said = hand_in(phone, case.uid, picture())
    file = the_file()

    phone.delete(f"/api/v1/reports/{case.uid}/files/{said['id']}")
    checking.check(file.pk, now=timezone.now())

    assert the_file().state == "removed"
    assert not EvidencePart.objects.exists()
