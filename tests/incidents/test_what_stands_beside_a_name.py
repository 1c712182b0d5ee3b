"""Of what a reporter does beside their name no minute is stored that need not be."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db.models import Model
from django.utils import timezone

from tests.incidents.reports import (
    ANONYMOUS,
    acknowledged,
    case_url,
    receipt,
    reported,
    said,
    signed,
    url,
)
from tests.notifications.phones import Phone
from tests.people import ApiClient
from wellbeing.core.chain import broken
from wellbeing.core.models import AuditEntry, OutboxEvent
from wellbeing.incidents.evidence.models import EvidenceFile
from wellbeing.incidents.evidence.services import uploading
from wellbeing.incidents.models import Case, CaseDeadline, CaseMessage, CasePause
from wellbeing.incidents.services import handling, pausing, reading, reporting, writing
from wellbeing.incidents.tasks import tell_of_case
from wellbeing.notifications.models import OutgoingPush

pytestmark = pytest.mark.django_db

BEGUN = datetime(2026, 3, 2, 10, 47, 31, tzinfo=UTC)


def test_the_log_has_the_hour_of_whoever_reported_and_the_moment_of_a_handler(asha, sam):
    case = acknowledged(reported(asha, now=BEGUN), sam, now=BEGUN + timedelta(minutes=2))
    reporting.withdraw(case, now=BEGUN + timedelta(minutes=3))

    lines = AuditEntry.objects.filter(chain=case.pk).order_by("number")
    own = {line.act: line.at for line in lines if line.role == "reporter"}
    hour = BEGUN.replace(minute=0, second=0)
    assert own == {"case_reported": hour, "case_withdrawn": hour}
    assert BEGUN + timedelta(minutes=2) in [line.at for line in lines]
    assert list(broken()) == []


def test_that_an_outcome_was_read_is_known_to_the_day(asha, sam):
    case = acknowledged(reported(asha, now=BEGUN), sam, now=BEGUN)
    handling.close(sam, id=case.pk, outcome="A letter went out.", now=BEGUN)

    reading.read_outcome(case, now=BEGUN)

    case.refresh_from_db()
    assert case.outcome_read_at == datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize("offset", ["+00:00", "+05:30", "-03:00"])
def test_without_a_name_the_call_is_known_to_the_hour_of_its_own_clock(offset):
    day = (timezone.now() - timedelta(days=2)).date()
    sent = said(receipt=receipt(), happened_at=f"{day}T10:47:31{offset}")
    stranger = ApiClient()

    codes = [stranger.post(ANONYMOUS, sent).status_code for _ in range(2)]

    assert codes == [201, 200]
    assert Case.objects.get().happened_at == datetime.fromisoformat(f"{day}T10:00:00{offset}")


def test_under_a_name_the_call_keeps_its_minute(asha, signed_in):
    at = timezone.now() - timedelta(days=2)

    signed_in(asha).put(url(uuid4()), signed(happened_at=at.isoformat()))

    assert Case.objects.get().happened_at == at


def test_a_clock_that_runs_ahead_over_the_turn_of_an_hour_still_sends_one_report():
    turn = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
    early, late = (
        reporting.Said(kinds=["hate"], severity=1, channel="phone", acts=[], happened_at=at)
        for at in (turn - timedelta(seconds=9), turn)
    )

    first, new = reporting.report_without_a_name(receipt=receipt(), said=early, now=turn)
    again, twice = reporting.report_without_a_name(
        receipt=receipt(), said=late, now=turn + timedelta(minutes=5)
    )

    assert (again, new, twice) == (first, True, False)


def test_without_a_name_no_minute_of_theirs_is_stored(sam):
    """Laid beside a list of calls it would say who took one a moment before."""
    case = without_a_name(BEGUN)
    acknowledged(case, sam, now=AFTER_AN_HOUR)
    pausing.pause(
        sam, id=case.pk, reason="reporter", words="", now=AFTER_AN_HOUR + timedelta(minutes=1)
    )
    again = BEGUN + timedelta(hours=2)
    writing.write(case, uid=uuid4(), text="He called again.", author=None, now=again)
    writing.write(case, uid=uuid4(), text="And again.", author=None, now=again)
    whole, taken_back = uuid4(), uuid4()
    for uid in (whole, taken_back, uuid4()):
        uploading.announce(case, uid=uid, name="a.png", size=9, digest=bytes(32), now=again)
    uploading.put_part(case, uid=whole, number=0, content=b"not a png", now=again)
    uploading.remove(case, uid=taken_back, now=again)

    stored = minutes_in(Case, CaseMessage, CaseDeadline, CasePause, EvidenceFile, AuditEntry)
    assert 47 not in stored
    assert 2 in stored, "but a handler's own are there"
    events = [event.payload["at"] for event in OutboxEvent.objects.filter(name="CaseMoved")]
    assert len(events) == len(set(events)), "each is told of once"
    assert not [at for at in events if ":47" in at]


AFTER_AN_HOUR = BEGUN + timedelta(hours=1, minutes=14)


def without_a_name(now: datetime) -> Case:
    told = reporting.Said(kinds=["hate"], severity=2, channel="phone", acts=[], happened_at=now)
    return reporting.report_without_a_name(receipt=receipt(), said=told, now=now)[0]


def minutes_in(*models: type[Model]) -> set[int]:
    rows = [row for model in models for row in model.objects.values()]
    return {one.minute for row in rows for one in row.values() if isinstance(one, datetime)}


def test_what_they_did_within_one_hour_keeps_its_order_and_is_news(sam):
    case = acknowledged(without_a_name(BEGUN), sam, now=BEGUN + timedelta(minutes=9))
    case.refresh_from_db()
    seen = [case.changed_at]
    for text in ("One.", "Two."):
        writing.write(case, uid=uuid4(), text=text, author=None, now=BEGUN + timedelta(minutes=11))
        case.refresh_from_db()
        seen.append(case.changed_at)

    assert seen == sorted(set(seen)), "each is later than the one before"
    times = list(case.messages.order_by("number").values_list("sent_at", flat=True))
    assert times == sorted(set(times))


def test_its_times_to_answer_do_not_say_the_minute_either(sam):
    case = without_a_name(BEGUN)

    due = CaseDeadline.objects.filter(case=case).values_list("due_at", "remind_at")
    assert {one.strftime("%S") for row in due for one in row} == {"00"}
    assert ":47" not in str(list(due))


@pytest.mark.parametrize("minute", [5, 35, 59])
def test_it_is_never_received_before_it_happened(minute):
    """Where hours begin at half past those of the server."""
    turn = datetime(2026, 3, 2, 11, 0, tzinfo=timezone_of("+05:30"))
    now = turn + timedelta(minutes=minute)
    told = reporting.Said(kinds=["hate"], severity=2, channel="phone", acts=[], happened_at=now)

    case, _ = reporting.report_without_a_name(receipt=receipt(), said=told, now=now)

    assert case.happened_at <= case.received_at <= now


def timezone_of(offset: str):
    return datetime.fromisoformat(f"2026-01-01T00:00{offset}").tzinfo


def test_its_push_does_not_last_shorter_than_that_of_another(asha, sam, organisation):
    """How long a push service may keep it is sent in the open."""
    Phone(sam).asks_to_be_told()
    now = timezone.now()
    for case in (without_a_name(now), reported(asha, now=now)):
        tell_of_case(str(case.pk), by_reporter=True, at=case.received_at.isoformat())

    lasts = [push.stale_at for push in OutgoingPush.objects.all()]
    assert len(lasts) == 2
    assert abs(lasts[0] - lasts[1]) < timedelta(minutes=1)


def test_a_name_of_a_file_says_nothing_where_nobody_signed(sam, signed_in):
    case = without_a_name(timezone.now())
    for name in ("Screenshot_20260314-142233.png", "Asha.recording", "x.tar.GZ", "Asha.M4A"):
        uploading.announce(
            case, uid=uuid4(), name=name, size=9, digest=bytes(32), now=timezone.now()
        )
    acknowledged(case, sam, now=timezone.now())

    listed = signed_in(sam, second_factor=True).get(f"{case_url(case.pk)}/files").json()["results"]

    assert [one["name"] for one in listed] == ["1.png", "2", "3", "4.m4a"]
