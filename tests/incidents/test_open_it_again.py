"""Opened again, its time starts again. That it was late, and what a law allows, does not."""

from datetime import UTC, datetime

import pytest

from tests.incidents.reports import acknowledged, reported
from tests.times import DAY
from wellbeing.core.models import AuditEntry, OutboxEvent
from wellbeing.incidents.models import Case
from wellbeing.incidents.services import deadlines, handling, reporting, steps

pytestmark = pytest.mark.django_db

TUESDAY = datetime(2026, 3, 10, 10, tzinfo=UTC)
THE_LIMIT = TUESDAY + 89 * DAY  # of the European Union: three months are never less


@pytest.fixture
def case(asha, sam):
    asha.time_zone, asha.country = "UTC", "DE"
    asha.save(update_fields=["time_zone", "country"])
    taken = acknowledged(reported(asha, now=TUESDAY), sam, now=TUESDAY)
    return steps.settle(sam, id=taken.pk, step="risk", state="done", now=TUESDAY)


def closed_and_reopened(case, sam, *, closed, reopened):
    handling.close(sam, id=case.pk, outcome="x", now=TUESDAY + closed * DAY)
    handling.reopen(sam, id=case.pk, now=TUESDAY + reopened * DAY)
    return case.deadlines.get(kind="answer")


def missed():
    found = AuditEntry.objects.filter(act="case_deadline_missed").order_by("pk")
    return [(row.detail["clock"], row.actor, row.role) for row in found]


def told():
    found = OutboxEvent.objects.filter(name="CaseDeadlineNear").order_by("pk")
    return [row.payload["key"].rsplit(":", 1)[0] for row in found]


def test_the_first_limit_of_a_law_stands(case, sam):
    row = closed_and_reopened(case, sam, closed=2, reopened=86)

    assert (row.limit_at, row.due_at) == (THE_LIMIT, THE_LIMIT)
    assert TUESDAY + 86 * DAY < row.remind_at < row.due_at


@pytest.mark.parametrize("days", [89, 95])
def test_after_the_limit_it_is_late_at_once(days, case, sam):
    row = closed_and_reopened(case, sam, closed=2, reopened=days)

    assert (row.limit_at, row.due_at) == (THE_LIMIT, THE_LIMIT)
    deadlines.sweep(now=TUESDAY + (days + 1) * DAY)
    assert told() == ["answer:over"]
    assert missed() == [("answer", None, "clock")]


def test_in_the_moment_in_which_it_was_to_go_it_stays(case, sam):
    handling.close(sam, id=case.pk, outcome="x", now=TUESDAY + DAY)
    case.refresh_from_db()
    handling.reopen(sam, id=case.pk, now=TUESDAY + 2 * DAY)

    reporting.forget(case, now=TUESDAY + 2 * DAY)  # as it was read a moment before

    assert Case.objects.get(pk=case.pk).key is not None


def test_that_it_was_late_stays_written_down(case, sam):
    deadlines.sweep(now=TUESDAY + 20 * DAY)
    assert missed() == [("answer", None, "clock")]

    row = closed_and_reopened(case, sam, closed=30, reopened=31)
    assert row.due_at > TUESDAY + 31 * DAY
    deadlines.sweep(now=TUESDAY + 50 * DAY)

    assert missed() == [("answer", None, "clock")] * 2
    assert told() == ["answer:over"] * 2


def test_a_limit_that_was_missed_is_not_told_again(case, sam):
    closed_and_reopened(case, sam, closed=2, reopened=86)
    deadlines.sweep(now=TUESDAY + 91 * DAY)

    row = closed_and_reopened(case, sam, closed=92, reopened=93)
    assert row.missed_at == TUESDAY + 91 * DAY
    deadlines.sweep(now=TUESDAY + 94 * DAY)

    assert told() == ["answer:over"]
    assert missed() == [("answer", None, "clock")]


def test_what_is_looked_at_twice_is_written_down_once(case):
    for days in (20, 21):
        deadlines.sweep(now=TUESDAY + days * DAY)

    assert missed() == [("answer", None, "clock")]
