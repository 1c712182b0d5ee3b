"""One row that is broken keeps nobody else from being told, and nothing else from going in time."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import Field, Model
from django.utils import timezone

from accounts.models import User
from tests.incidents.customers.handlers import about, in_force
from tests.incidents.reports import acknowledged, handles, reported
from tests.times import DAY, NOON, SECOND
from wellbeing import privacy
from wellbeing.celery import app
from wellbeing.checkins.models import CheckIn
from wellbeing.checkins.rules import KEPT
from wellbeing.checkins.services import Answer, record_checkin
from wellbeing.core.models import AuditChain, OutboxEvent
from wellbeing.core.subjects import subject_of
from wellbeing.core.sweeping import one_by_one
from wellbeing.incidents.customers.models import Action
from wellbeing.incidents.customers.services import dues, ending
from wellbeing.incidents.models import Case, CaseDeadline, LegalHold, UrgentAlert
from wellbeing.incidents.rules import ALERT_AGAIN, KEPT_WITHDRAWN, RAN_OUT
from wellbeing.incidents.services import (
    alerts,
    deadlines,
    holding,
    keeping,
    pausing,
    reporting,
)

pytestmark = pytest.mark.django_db

TUESDAY = datetime(2026, 6, 9, 10, tzinfo=UTC)
SECRET = "He said that he knows where I park."


@pytest.fixture
def max_(person, organisation):
    one = person("max")
    handles(one, organisation)
    return one


@contextmanager
def refused(row: Model, act: str = "UPDATE") -> Iterator[None]:
    """As long as this lasts the database takes no change of this one row, and quotes it."""
    table, keys = row._meta.db_table, row._meta.pk_fields
    same = " AND ".join(f"OLD.{key.column} = '{_stored(row, key)}'" for key in keys)
    with connection.cursor() as cursor:
        for line in _trigger(table, act, same):
            cursor.execute(line)
    yield
    with connection.cursor() as cursor:
        on = f" ON {table}" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER broken{on}")


def _stored(row: Model, key: Field) -> object:
    return key.get_db_prep_value(key.value_from_object(row), connection, prepared=False)


def _trigger(table: str, act: str, same: str) -> list[str]:
    begin = f"CREATE TRIGGER broken BEFORE {act} ON {table}"
    if connection.vendor == "sqlite":
        return [f"{begin} WHEN {same} BEGIN SELECT RAISE(ABORT, '{SECRET}'); END"]
    body = f"BEGIN RAISE EXCEPTION '{SECRET}'; END"
    return [
        f"CREATE OR REPLACE FUNCTION broken() RETURNS trigger AS $${body}$$ LANGUAGE plpgsql",
        f"{begin} FOR EACH ROW WHEN ({same}) EXECUTE FUNCTION broken()",
    ]


def told_of(name: str) -> set[str]:
    return {event.payload["case_id"] for event in OutboxEvent.objects.filter(name=name)}


def ids(*cases: Case) -> set[str]:
    return {str(case.pk) for case in cases}


def said_of(caplog, row: Model) -> str:
    """The one line that says it, which is all that the log says."""
    [line] = [one.getMessage() for one in caplog.records if one.name == "aftercall.sweeps"]
    assert line.startswith(f"{row._meta.label} {row.pk} was passed over: ")
    assert SECRET not in caplog.text
    return line


def test_a_clock_that_cannot_be_marked_keeps_no_other_from_being_told(asha, sam, caplog):
    first, broken, last = (reported(asha, now=TUESDAY) for _ in range(3))
    clock = CaseDeadline.objects.get(case=broken, kind="acknowledge")

    with refused(clock):
        deadlines.sweep(now=clock.due_at + SECOND)

    assert told_of("CaseDeadlineNear") >= ids(first, last)
    assert not CaseDeadline.objects.filter(kind="acknowledge", missed_at=None).exclude(pk=clock.pk)
    said_of(caplog, clock)

    deadlines.sweep(now=clock.due_at + SECOND)  # the next time it is told of too

    assert told_of("CaseDeadlineNear") >= ids(first, broken, last)


def test_a_pause_of_somebody_in_no_known_zone_keeps_no_other_from_ending(asha, ben, sam, caplog):
    for one in (asha, ben):
        User.objects.filter(pk=one.pk).update(time_zone="UTC")
        one.refresh_from_db()
    broken, well = (
        acknowledged(reported(one, now=TUESDAY), sam, now=TUESDAY) for one in (asha, ben)
    )
    for case in (broken, well):
        pausing.pause(sam, id=case.pk, reason="customer", words="", now=TUESDAY + DAY)
    User.objects.filter(pk=asha.pk).update(time_zone="Atlantis/Poseidonis")

    deadlines.sweep(now=TUESDAY + 60 * DAY)

    assert well.pauses.get().ended_by == RAN_OUT
    assert broken.pauses.get().ended_at is None
    assert str(well.pk) in told_of("CaseDeadlineNear")
    assert "ZoneInfoNotFoundError" in said_of(caplog, broken.pauses.get())


def test_a_threat_that_cannot_be_counted_on_keeps_no_other_from_being_heard(asha, caplog):
    first, broken, last = (reported(asha, urgent=True) for _ in range(3))
    alert = UrgentAlert.objects.get(case=broken)

    with refused(alert):
        alerts.sweep(now=timezone.now() + 2 * ALERT_AGAIN)

    assert told_of("CaseNeedsEyes") == ids(first, last)
    said_of(caplog, alert)


def test_a_hold_that_cannot_be_marked_keeps_no_other_from_being_told(asha, sam, caplog):
    now = timezone.now()
    cases = [acknowledged(reported(asha), sam) for _ in range(3)]
    for case in cases:
        keeping.hold(sam, id=case.pk, reason=SECRET, review_at=now + 5 * DAY, now=now)
    hold = LegalHold.objects.get(case=cases[1])

    with refused(hold):
        holding.sweep(now=now + 6 * DAY)

    assert told_of("CaseNeedsEyes") == ids(cases[0], cases[2])
    said_of(caplog, hold)


def taken_back(reporter: User) -> Case:
    case = reported(reporter)
    reporting.withdraw(case, now=timezone.now())
    return case


def test_a_case_whose_log_was_tampered_with_keeps_no_other_from_going(asha, caplog):
    _first, broken, _last = (taken_back(asha) for _ in range(3))
    AuditChain.objects.filter(pk=broken.pk).update(last=0)  # the next line has the first's number

    privacy.expire(timezone.now() + KEPT_WITHDRAWN + DAY)

    assert set(Case.objects.all()) == {broken}
    assert "IntegrityError" in said_of(caplog, broken)


def test_a_case_that_cannot_be_read_keeps_no_other_from_going(asha, caplog):
    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL stores no id that is none")
    _first, broken, _last = (taken_back(asha) for _ in range(3))
    with connection.cursor() as cursor:
        spoilt = "UPDATE incidents_case SET uid = 'spoilt' WHERE id = %s"
        cursor.execute(spoilt, [broken.pk.hex])

    privacy.expire(timezone.now() + KEPT_WITHDRAWN + DAY)

    assert list(Case.objects.values_list("pk", flat=True)) == [broken.pk]
    said_of(caplog, broken)


def test_an_action_that_cannot_end_keeps_no_other_from_ending(asha, sam, max_, caplog):
    cases = [acknowledged(about(asha), sam) for _ in range(3)]
    actions = [in_force(case, sam, max_, days=20) for case in cases]

    with refused(actions[1]):
        ending.end_what_is_over(now=timezone.now() + 30 * DAY)

    assert set(Action.objects.filter(state="ended")) == {actions[0], actions[2]}
    said_of(caplog, actions[1])


def test_a_look_that_cannot_be_marked_keeps_no_other_from_being_told(asha, sam, max_, caplog):
    cases = [acknowledged(about(asha), sam) for _ in range(3)]
    actions = [in_force(case, sam, max_, days=300) for case in cases]
    due = actions[1].dues.running().get()

    with refused(due):
        dues.sweep(now=due.due_at + DAY)

    told = {
        event.payload["action_id"] for event in OutboxEvent.objects.filter(name="ActionDueNear")
    }
    assert told == {str(actions[0].pk), str(actions[2].pk)}
    said_of(caplog, due)


def test_an_ended_action_that_cannot_go_keeps_no_other_from_going(asha, sam, max_, caplog):
    cases = [acknowledged(about(asha), sam) for _ in range(3)]
    actions = [in_force(case, sam, max_, days=20) for case in cases]
    then = timezone.now() + 30 * DAY
    ending.end_what_is_over(now=then)

    with refused(actions[1], "DELETE"):
        privacy.expire(then + timedelta(days=400))

    assert set(Action.objects.all()) == {actions[1]}
    said_of(caplog, actions[1])


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_forgotten_of_one_kind_keeps_no_other_kind_from_going(asha, caplog):
    answer = Answer(revision=1, answered_at=NOON, revised_at=NOON, mood=2)
    record_checkin(
        subject=subject_of(asha.diary), id=uuid4(), answer=answer, skew=0 * SECOND, now=NOON
    )
    taken_back(asha)
    first = CheckIn.objects.get()

    with refused(first, "DELETE"):
        privacy.expire(timezone.now() + KEPT + 60 * DAY)

    assert (CheckIn.objects.count(), Case.objects.count()) == (1, 0)
    assert "Expiry of checkins was passed over: " in caplog.text
    assert SECRET not in caplog.text


def test_a_fault_of_ours_is_not_passed_over(asha):
    """Only what a row may do to us."""
    reported(asha)

    with pytest.raises(TypeError):
        one_by_one(Case.objects.all(), lambda case: case + 1)


def test_each_sweep_comes_by_itself():
    """What one of them runs into does not reach the others."""
    tasks = {entry["task"].rsplit(".")[-1] for entry in app.conf.beat_schedule.values()}

    assert {"sweep_case_deadlines", "sweep_urgent_alerts", "sweep_legal_holds"} <= tasks
