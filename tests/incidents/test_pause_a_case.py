"""The clock of the answer stands still with a reason, and goes on where it stopped."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.incidents.reports import acknowledged, case_of, case_url, handles, reported
from tests.times import DAY, HOUR
from wellbeing.core.models import AuditEntry
from wellbeing.incidents.errors import CannotPause, CaseHeldElsewhere, CaseMovedOn
from wellbeing.incidents.models import CasePause
from wellbeing.incidents.services import deadlines, handling, pausing, reporting, writing

pytestmark = pytest.mark.django_db

TUESDAY = datetime(2026, 6, 9, 10, tzinfo=UTC)
WORDS = "The police asked us to wait for their file number."


@pytest.fixture
def taken(asha, sam):
    asha.time_zone = "UTC"
    asha.save(update_fields=["time_zone"])
    return acknowledged(reported(asha, now=TUESDAY), sam, now=TUESDAY)


def pause(case, handler, *, reason="customer", words="", now=TUESDAY + DAY):
    return pausing.pause(handler, id=case.pk, reason=reason, words=words, now=now)


def answer(case):
    return case.deadlines.get(kind="answer")


def test_the_rest_of_the_time_goes_on(taken, sam):
    pause(taken, sam)  # on Wednesday at ten: four working days are left
    deadlines.sweep(now=TUESDAY + 20 * DAY)
    assert (answer(taken).reminded_at, answer(taken).missed_at) == (None, None)

    pausing.resume(sam, id=taken.pk, now=TUESDAY + 20 * DAY)  # a Monday

    after = answer(taken)
    assert after.due_at == TUESDAY + 24 * DAY
    assert after.remind_at == datetime(2026, 7, 1, 16, tzinfo=UTC)  # ten working hours before
    assert after.left is None


def test_a_threat_goes_on_by_the_wall(asha, sam):
    case = acknowledged(reported(asha, now=TUESDAY, kinds=["threat"]), sam, now=TUESDAY)
    pause(case, sam, now=TUESDAY + 3 * DAY)

    pausing.resume(sam, id=case.pk, now=TUESDAY + 10 * DAY)

    assert answer(case).due_at == TUESDAY + 12 * DAY


def test_words_of_the_reporter_end_what_waited_for_them(taken, sam):
    pause(taken, sam, reason="reporter")

    writing.write(taken, uid=uuid4(), text="It was 47.", author=None, now=TUESDAY + 6 * DAY)

    row = CasePause.objects.get()
    assert (row.ended_by, row.ended_at) == ("reporter", TUESDAY + 6 * DAY)
    assert answer(taken).due_at == TUESDAY + 10 * DAY  # Monday, and four days more


def test_they_do_not_end_what_waits_for_the_customer(taken, sam):
    pause(taken, sam)

    writing.write(taken, uid=uuid4(), text="Any news?", author=None, now=TUESDAY + 2 * DAY)

    assert CasePause.objects.filter(ended_at=None).exists()


@pytest.mark.parametrize("late", [0 * HOUR, 50 * HOUR])
def test_after_thirty_days_it_goes_on_by_itself_from_that_moment(late, taken, sam):
    pause(taken, sam)
    over = TUESDAY + 31 * DAY
    deadlines.sweep(now=over - HOUR)
    assert answer(taken).left is not None

    deadlines.sweep(now=over + late)

    row = CasePause.objects.get()
    assert (row.ended_by, row.ended_at) == ("time", over)
    assert answer(taken).due_at == TUESDAY + 37 * DAY  # Friday, and four working days more


def test_a_law_that_sets_a_limit_ends_a_pause_before_it(taken, asha, sam):
    asha.country = "DE"
    asha.save(update_fields=["country"])
    handling_at = TUESDAY
    case = acknowledged(reported(asha, now=handling_at), sam, now=handling_at)
    limit = answer(case).limit_at
    assert limit == TUESDAY + 89 * DAY
    for _ in range(3):
        at = max(TUESDAY + DAY, *(row.ends_at for row in case.pauses.all()), TUESDAY)
        try:
            pause(case, sam, now=at)
        except CannotPause:
            break
        deadlines.sweep(now=CasePause.objects.get(ended_at=None, case=case).ends_at)

    assert max(row.ends_at for row in case.pauses.all()) <= limit - 7 * DAY
    assert answer(case).due_at <= limit


def test_all_pauses_of_a_case_together_last_ninety_days(taken, sam):
    at = TUESDAY + DAY
    for _ in range(3):
        pause(taken, sam, now=at)
        at += 29 * DAY
        pausing.resume(sam, id=taken.pk, now=at)
    pause(taken, sam, now=at)  # three days are left
    assert CasePause.objects.get(ended_at=None).ends_at == at + 3 * DAY
    deadlines.sweep(now=at + 3 * DAY)

    with pytest.raises(CannotPause):
        pause(taken, sam, now=at + 3 * DAY)


def test_only_who_holds_it_pauses_and_only_once(taken, sam, person, organisation):
    max_ = person("max")
    handles(max_, organisation)
    with pytest.raises(CaseHeldElsewhere):
        pause(taken, max_)

    pause(taken, sam)
    with pytest.raises(CannotPause):
        pause(taken, sam)
    pausing.resume(sam, id=taken.pk, now=TUESDAY + 2 * DAY)
    with pytest.raises(CaseMovedOn):
        pausing.resume(sam, id=taken.pk, now=TUESDAY + 2 * DAY)


def test_what_is_late_or_closed_cannot_be_paused(taken, sam):
    with pytest.raises(CannotPause):
        pause(taken, sam, now=TUESDAY + 8 * DAY)

    handling.close(sam, id=taken.pk, outcome="Done.", now=TUESDAY + DAY)
    with pytest.raises(CannotPause):
        pause(taken, sam, now=TUESDAY + 2 * DAY)


def test_the_outcome_ends_a_pause(taken, sam):
    pause(taken, sam)

    handling.close(sam, id=taken.pk, outcome="Done.", now=TUESDAY + 2 * DAY)

    assert CasePause.objects.get().ended_by == "closed"
    assert answer(taken).left is None


def test_what_is_taken_back_takes_the_words_of_a_pause_along(taken, sam):
    pause(taken, sam, reason="other", words=WORDS)

    reporting.withdraw(taken, now=TUESDAY + 2 * DAY)

    assert not CasePause.objects.exists()


def test_the_reporter_sees_since_when_and_why_and_the_handler_the_words(asha, sam, signed_in):
    case = acknowledged(reported(asha), sam)
    phone, desk = signed_in(asha), signed_in(sam)

    answered = desk.put(case_url(case.pk, "/pause"), {"reason": "other", "words": WORDS})

    assert answered.status_code == 200
    assert answered.json()["pause_words"] == WORDS
    seen = case_of(phone, case.uid)
    row = CasePause.objects.get()
    assert seen["pause"]["reason"] == "other"
    assert seen["pause"]["since"] == row.paused_at.isoformat().replace("+00:00", "Z")
    assert seen["answer_by"] is None
    assert WORDS not in str(seen)
    assert WORDS.encode() not in bytes(row.words)

    again = desk.delete(case_url(case.pk, "/pause")).json()
    assert (again["pause"], again["pause_words"]) == (None, "")
    assert again["answer_by"] is not None


def test_another_reason_needs_words(asha, sam, signed_in):
    case = acknowledged(reported(asha), sam)

    refused = signed_in(sam).put(case_url(case.pk, "/pause"), {"reason": "other", "words": " "})

    assert refused.status_code == 400


def test_every_change_is_written_down_without_words(taken, sam):
    pause(taken, sam, reason="other", words=WORDS)
    pausing.resume(sam, id=taken.pk, now=TUESDAY + 2 * DAY)
    pause(taken, sam, now=TUESDAY + 3 * DAY)
    deadlines.sweep(now=TUESDAY + 60 * DAY)

    acts = list(AuditEntry.objects.filter(act__contains="pause").order_by("pk"))
    assert [one.act for one in acts] == ["case_paused", "case_paused", "case_pause_ran_out"]
    assert WORDS not in str([one.detail for one in AuditEntry.objects.all()])


def test_the_database_holds_one_pause_of_a_case_at_a_time(taken, sam):
    pause(taken, sam)
    another = CasePause(
        case=taken, key=taken.key, reason="customer", by=sam,
        paused_at=timezone.now(), ends_at=timezone.now() + DAY,
    )  # fmt: skip

    with pytest.raises(IntegrityError), transaction.atomic():
        another.save(force_insert=True)
