"""The customer says no, and somebody who was part of neither step decides."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from tests.incidents.customers.handlers import ACTIONS, action_url, held, in_force, settle
from tests.times import DAY
from wellbeing.core.models import AuditEntry, OutboxEvent
from wellbeing.incidents.customers.errors import AppealedElsewhen
from wellbeing.incidents.customers.models import Action, ActionDue
from wellbeing.incidents.customers.rules.days import after_working_days
from wellbeing.incidents.customers.services import appealing, dues

pytestmark = pytest.mark.django_db
SORRY = "It was my brother, on my phone."


@pytest.fixture
def action(asha, sam, max_):
    return in_force(held(asha, sam), sam, max_)


def appeal(client, action, **more):
    said = {"text": SORRY, "came_on": timezone.now().date().isoformat(), "suspend": False}
    return client.put(action_url(action.pk, "/appeal"), said | more)


def decided(client, action, uphold):
    said = {"uphold": uphold, "reason": "The recording says otherwise."}
    return client.put(action_url(action.pk, "/appeal-decision"), said)


def published(name):
    return OutboxEvent.objects.filter(name=name).count()


def test_upheld_the_action_ends(action, sam, hana, signed_in):
    assert appeal(signed_in(sam), action).json()["appeal"] == "open"

    told = decided(signed_in(hana), action, True).json()

    assert (told["state"], told["appeal"], told["ended_as"]) == ("ended", "upheld", "appealed")
    assert published("CustomerFlagEnded") == 1


def test_rejected_it_stands(action, sam, hana, signed_in):
    appeal(signed_in(sam), action, suspend=True)
    assert Action.objects.in_force().count() == 0
    assert (published("CustomerFlagged"), published("CustomerFlagEnded")) == (1, 1)

    told = decided(signed_in(hana), action, False).json()

    assert (told["state"], told["appeal"], told["suspended"]) == ("in_force", "rejected", False)
    assert published("CustomerFlagged") == 2
    assert SORRY in str(decided(signed_in(hana), action, False).json()["words"])
    assert AuditEntry.objects.filter(act="action_opened", actor=hana).count() == 1
    assert decided(signed_in(hana), action, True).status_code == 409


def test_neither_who_proposed_nor_who_approved_decides(action, sam, max_, hana, signed_in):
    appeal(signed_in(hana), action)

    for part in (sam, max_):
        assert decided(signed_in(part), action, True).status_code == 403
        listed = signed_in(part).get(f"{ACTIONS}?waiting=appeal").json()
        assert listed["results"] == []
    assert signed_in(hana).get(f"{ACTIONS}?waiting=appeal").json()["count"] == 1


def test_there_is_one_appeal(action, sam, signed_in):
    appeal(signed_in(sam), action)

    assert appeal(signed_in(sam), action).status_code == 409


def test_it_comes_within_ten_working_days(asha, sam, max_):
    friday = datetime(2026, 11, 20, 12, tzinfo=UTC)
    case = held(asha, sam)
    type(case).objects.filter(pk=case.pk).update(received_at=friday, acknowledged_at=friday)
    action = in_force(case, sam, max_, now=friday)
    assert appealing.appeal_until(action) == date(2026, 12, 4)
    late = {"text": SORRY, "suspend": False, "now": friday + 40 * DAY}

    with pytest.raises(AppealedElsewhen):
        appealing.enter_appeal(sam, id=action.pk, came_on=date(2026, 12, 7), **late)
    with pytest.raises(AppealedElsewhen):
        appealing.enter_appeal(sam, id=action.pk, came_on=date(2026, 11, 19), **late)
    appealing.enter_appeal(sam, id=action.pk, came_on=date(2026, 12, 4), **late)


@pytest.mark.parametrize(
    ("day", "country", "expected"),
    [
        (date(2026, 11, 20), "", date(2026, 12, 4)),  # a Friday
        (date(2026, 11, 21), "", date(2026, 12, 4)),  # a Saturday
        (date(2026, 12, 18), "PL", date(2027, 1, 7)),  # four holidays on weekdays
        (date(2026, 12, 18), "", date(2027, 1, 1)),
    ],
)
def test_weekends_and_holidays_do_not_count(day, country, expected):
    assert after_working_days(day, 10, country=country) == expected


def test_that_it_waits_is_told_of_once_before_and_once_after(action, sam):
    now = timezone.now()
    came_on = now.date()
    said = {"text": SORRY, "suspend": False}
    appealing.enter_appeal(sam, id=action.pk, came_on=came_on, now=now, **said)
    for hour in range(0, 24 * 25, 6):
        dues.sweep(now=now + timedelta(hours=hour))

    keys = [row.payload["key"] for row in OutboxEvent.objects.filter(name="ActionDueNear")]
    assert [":".join(key.split(":")[:2]) for key in keys] == ["appeal:soon", "appeal:over"]
    settle()


def test_decided_it_waits_no_more(action, sam, hana, signed_in):
    appeal(signed_in(sam), action)
    decided(signed_in(hana), action, False)

    dues.sweep(now=timezone.now() + 30 * DAY)

    assert not ActionDue.objects.running().filter(kind="appeal").exists()
    assert not OutboxEvent.objects.filter(name="ActionDueNear").exists()
