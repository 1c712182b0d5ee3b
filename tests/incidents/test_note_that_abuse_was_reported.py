"""Under a name it is noted by the day, for the trends: no time, no person, no case."""

from uuid import uuid4

import pytest

from tests.incidents.reports import ANONYMOUS, receipt, reported, said
from tests.times import DAY, NOON
from wellbeing import privacy
from wellbeing.core.subjects import apart, subject_of
from wellbeing.incidents import count_privacy
from wellbeing.incidents.models import ReportedKind
from wellbeing.incidents.models.counts import whose
from wellbeing.incidents.rules import COUNTS_KEPT, GROUP_OF, GROUPS, KINDS
from wellbeing.incidents.services.reporting import withdraw

pytestmark = pytest.mark.django_db


def test_each_kind_belongs_to_one_group():
    assert set(GROUP_OF) == set(KINDS)
    assert set(GROUP_OF.values()) == set(GROUPS)


def test_the_row_holds_a_pseudonym_a_group_and_a_day(asha):
    reported(asha, now=NOON, kinds=["insult", "shouting"])

    (row,) = ReportedKind.objects.values()
    assert row == {"whose": whose(asha.diary), "group": "insult", "on": NOON.date()}


def test_a_day_of_reports_is_one_row_for_each_group(asha):
    for kinds in (["insult"], ["insult", "threat"], ["stalking", "other", "threat"]):
        reported(asha, now=NOON, kinds=kinds)

    groups = ReportedKind.objects.order_by("group").values_list("group", flat=True)
    assert list(groups) == ["insult", "persistent", "threat"]


def test_what_nobody_signed_is_never_noted(stranger, asha, signed_in):
    stranger.post(ANONYMOUS, said(receipt=receipt()))
    signed_in(asha).post(ANONYMOUS, said(receipt=receipt(1)))

    assert not ReportedKind.objects.exists()


def test_what_was_taken_back_counts_no_more(asha):
    report = reported(asha, now=NOON, kinds=["insult", "threat", "hate"])
    reported(asha, now=NOON, kinds=["shouting"])
    reported(asha, now=NOON + DAY, kinds=["threat"])

    withdraw(report, now=NOON + DAY)

    left = ReportedKind.objects.order_by("on").values_list("group", "on")
    assert list(left) == [("insult", NOON.date()), ("threat", (NOON + DAY).date())]


def test_laid_beside_the_named_report_it_names_no_moods_and_no_requests(asha):
    reported(asha, now=NOON)
    subject = subject_of(asha.diary)

    known = {asha.pk, asha.diary, subject, apart(subject, "uses")}
    assert ReportedKind.objects.get().whose not in known


def test_the_day_is_the_day_of_whoever_reported(asha):
    asha.time_zone = "Pacific/Auckland"
    reported(asha, now=NOON)

    assert ReportedKind.objects.get().on == (NOON + DAY).date()


def test_a_person_sees_and_forgets_their_own_alone(asha, ben):
    reported(asha, now=NOON)
    reported(ben, now=NOON)

    assert count_privacy.holdings(asha)["count"] == 1
    assert list(privacy.export(asha)["report_counts"]) == [{"kind": "insult", "on": NOON.date()}]
    privacy.erase(asha, id=uuid4(), now=NOON)
    assert ReportedKind.objects.get().whose == whose(ben.diary)


def test_it_is_kept_for_a_quarter(asha):
    reported(asha, now=NOON)

    privacy.expire(NOON + COUNTS_KEPT)
    assert ReportedKind.objects.count() == 1
    privacy.expire(NOON + COUNTS_KEPT + DAY)
    assert not ReportedKind.objects.exists()
