"""What may still be asked for by law stays, whoever wants it gone, and goes once it is let go."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.incidents.reports import STORY, acknowledged, case_of, case_url, handles, reported, url
from tests.notifications.phones import Phone
from wellbeing import privacy
from wellbeing.core import events
from wellbeing.core.models import AuditEntry, DataKey, OutboxEvent
from wellbeing.incidents import tasks
from wellbeing.incidents.models import Case, LegalHold
from wellbeing.incidents.services import handling, holding, keeping
from wellbeing.notifications.models import OutgoingPush

pytestmark = pytest.mark.django_db

REASON = "The police have asked for it."


@pytest.fixture
def case(asha, sam):
    return acknowledged(reported(asha), sam)


def until(days: int = 90) -> dict[str, str]:
    review_at = timezone.now() + timedelta(days=days)
    return {"reason": REASON, "review_at": review_at.isoformat()}


def hold(sam, case, days: int = 90):
    now = timezone.now()
    review_at = now + timedelta(days=days)
    return keeping.hold(sam, id=case.pk, reason=REASON, review_at=review_at, now=now)


def test_the_reason_is_sealed_and_read_by_handlers_alone(asha, sam, case, signed_in):
    seen = signed_in(sam).put(case_url(case.pk, "/hold"), until()).json()

    assert (seen["hold"]["reason"], seen["hold"]["by"]) == (REASON, "Sam")
    assert REASON.encode() not in bytes(LegalHold.objects.get().reason)
    mine = case_of(signed_in(asha), case.uid)
    assert mine["on_hold"] is True
    assert REASON not in str(mine)
    assert AuditEntry.objects.about(asha.pk).filter(act="case_held", actor=sam).exists()


@pytest.mark.parametrize("days", [-1, 366])
def test_it_is_looked_at_again_within_a_year(days, sam, case, signed_in):
    refused = signed_in(sam).put(case_url(case.pk, "/hold"), until(days))

    assert (refused.status_code, refused.json()["code"]) == (422, "held_too_long")


def test_only_whoever_holds_the_case_decides_it(sam, case, person, organisation, signed_in):
    max_ = person("max")
    handles(max_, organisation)

    refused = signed_in(max_).put(case_url(case.pk, "/hold"), until())

    assert refused.json()["code"] == "case_held_elsewhere"


def test_whoever_reported_is_told_that_it_cannot_be_taken_back(asha, sam, case, signed_in):
    hold(sam, case)

    refused = signed_in(asha).delete(url(case.uid))

    assert (refused.status_code, refused.json()["code"]) == (409, "case_is_kept")
    assert case_of(signed_in(asha), case.uid)["story"] == STORY


def test_time_takes_nothing_of_it(sam, case, settings):
    hold(sam, case)
    handling.close(sam, id=case.pk, outcome="Done.", now=timezone.now())
    later = timezone.now() + settings.CASES_KEPT + timedelta(days=1)

    privacy.expire(later)
    assert Case.objects.filter(pk=case.pk).exists()

    keeping.let_go(sam, id=case.pk, now=timezone.now())
    privacy.expire(later)
    assert not Case.objects.filter(pk=case.pk).exists()
    assert not DataKey.objects.exists()


def test_how_long_cases_are_kept_is_a_setting(sam, case, settings):
    settings.CASES_KEPT = timedelta(days=30)
    handling.close(sam, id=case.pk, outcome="Done.", now=timezone.now())

    privacy.expire(timezone.now() + timedelta(days=29))
    assert Case.objects.exists()
    privacy.expire(timezone.now() + timedelta(days=31))
    assert not Case.objects.exists()


def test_being_forgotten_takes_all_else_and_is_finished_once_it_is_let_go(asha, sam, case):
    other = reported(asha)
    hold(sam, case)

    privacy.erase(asha, id=uuid4(), now=timezone.now())

    assert Case.objects.get(pk=other.pk).reporter is None
    assert Case.objects.get(pk=case.pk).reporter == asha
    keeping.let_go(sam, id=case.pk, now=timezone.now())
    case.refresh_from_db()
    assert (case.reporter, case.key, case.story, case.state) == (None, None, None, "withdrawn")
    assert not DataKey.objects.exists()
    assert not LegalHold.objects.exists()


def test_it_is_gone_on_with_and_let_go_once(sam, case, signed_in):
    handler = signed_in(sam)
    handler.put(case_url(case.pk, "/hold"), until(30))
    again = handler.put(case_url(case.pk, "/hold"), until(60)).json()

    assert LegalHold.objects.count() == 1
    assert again["hold"]["review_at"] > until(59)["review_at"]
    assert handler.delete(case_url(case.pk, "/hold")).json()["hold"] is None
    assert handler.delete(case_url(case.pk, "/hold")).json()["code"] == "case_moved_on"


def test_that_it_is_to_be_looked_at_is_told_once(sam, case):
    assert Phone(sam).asks_to_be_told().status_code == 201
    hold(sam, case, days=5)
    OutboxEvent.objects.all().delete()
    then = timezone.now() + timedelta(days=6)

    for _again in range(2):
        holding.sweep(now=then)
    assert [row.name for row in OutboxEvent.objects.all()] == ["CaseNeedsEyes"]
    for event in OutboxEvent.objects.all():
        events.react(event.pk, timezone.now())

    assert [row.topic for row in OutgoingPush.objects.all()] == [tasks.CASES]
