"""Of what a reporter does beside their name no minute is stored that need not be."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.incidents.reports import ANONYMOUS, acknowledged, receipt, reported, said, signed, url
from tests.people import ApiClient
from wellbeing.core.chain import broken
from wellbeing.core.models import AuditEntry
from wellbeing.incidents.models import Case
from wellbeing.incidents.services import handling, reading, reporting

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
