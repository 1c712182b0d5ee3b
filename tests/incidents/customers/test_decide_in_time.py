"""What is proposed is to be decided within two working days, and somebody hears of it when not."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.incidents.customers.handlers import REASON, action_url, approved, held, proposed
from tests.incidents.reports import CASES
from tests.notifications.phones import Phone
from tests.times import DAY, HOUR
from wellbeing.core.models import OutboxEvent
from wellbeing.incidents.customers.models import Action
from wellbeing.incidents.customers.services import acting, dues
from wellbeing.incidents.customers.tasks import tell_of_action_due
from wellbeing.notifications.models import OutgoingPush

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2026, 6, 12, 10, tzinfo=UTC)


@pytest.fixture
def case(asha, sam):
    return held(asha, sam)


def propose(case, sam, *, days=200, now=FRIDAY):
    wanted = acting.Proposal(
        kind="police", reason=REASON, ends_on=now.date() + timedelta(days),
        vulnerability=True, adjustments=True, warned=True,
    )  # fmt: skip
    return acting.propose(sam, case_id=case.pk, uid=uuid4(), proposal=wanted, now=now)[0]


def told():
    found = OutboxEvent.objects.filter(name="ActionDueNear").order_by("pk")
    return [row.payload["key"].rsplit(":", 1)[0] for row in found]


def test_two_working_days_end_with_the_second(case, sam, max_):
    [due] = propose(case, sam).dues.all()

    assert (due.kind, due.due_at) == ("approval", datetime(2026, 6, 17, tzinfo=UTC))


def test_and_not_after_its_last_day(case, sam, max_):
    [due] = propose(case, sam, days=1).dues.all()

    assert due.due_at == datetime(2026, 6, 14, tzinfo=UTC)


def test_it_is_said_before_and_when_it_is_over_once_each(case, sam, max_):
    propose(case, sam)
    for hours in range(0, 8 * 24, 6):
        dues.sweep(now=FRIDAY + hours * HOUR)

    assert told() == ["approval:soon", "approval:over"]


def test_what_was_decided_is_waited_for_by_nobody(case, sam, max_, hana):
    for approve in (True, False):
        action = propose(case, sam, days=20)
        acting.decide(max_, id=action.pk, approve=approve, reason="So.", now=FRIDAY + HOUR)

    dues.sweep(now=FRIDAY + 8 * DAY)

    assert told() == []


def test_those_hear_who_can_decide_and_nobody_else(case, sam, max_, hana):
    action = propose(case, sam, now=timezone.now())
    case.exclusions.create(person=hana)
    OutgoingPush.objects.all().delete()
    for each in (sam, max_, hana):
        Phone(each).asks_to_be_told()

    tell_of_action_due(str(action.pk), "approval:soon:1")

    assert {row.subscription.person for row in OutgoingPush.objects.all()} == {max_}


def test_where_nobody_can_decide_whoever_proposed_it_sees_that(case, sam, max_, signed_in):
    desk = signed_in(sam)
    action = proposed(desk, case)

    def alone():
        [line] = desk.get(f"{CASES}/{case.pk}/customer").json()["actions"]
        return line["waits_for_nobody"]

    assert alone() is False
    case.exclusions.create(person=max_)
    assert alone() is True
    assert desk.get(action_url(action)).json()["waits_for_nobody"] is True
    case.exclusions.all().delete()
    approved(signed_in(max_), action)
    assert alone() is False


def test_what_is_listed_to_approve_can_be_approved_also_on_its_last_day(case, sam, max_, signed_in):
    proposed(signed_in(sam), case)
    Action.objects.update(
        ends_on=timezone.now().date(), proposed_on=timezone.now().date() - timedelta(days=3)
    )
    desk = signed_in(max_)
    [waiting] = desk.get("/api/v1/actions?waiting=approval").json()["results"]
    assert "decision" in waiting["open_to"]

    assert approved(desk, waiting["id"])["state"] == "in_force"


@pytest.mark.parametrize(("days", "after"), [(20, None), (100, 49), (183, 91), (365, 183)])
def test_what_stands_is_looked_at_twice_a_year_and_for_less_once_half_way(
    days, after, case, sam, max_
):
    action = propose(case, sam, days=days)
    acting.decide(max_, id=action.pk, approve=True, reason="So.", now=FRIDAY)

    reviews = [(one.due_at - FRIDAY).days for one in action.dues.filter(kind="review")]

    assert reviews == ([] if after is None else [after])


def test_what_was_looked_at_half_way_is_not_looked_at_again(case, sam, max_):
    action = propose(case, sam, days=100)
    acting.decide(max_, id=action.pk, approve=True, reason="So.", now=FRIDAY)

    acting.review(max_, id=action.pk, keep=True, reason="Still.", now=FRIDAY + 50 * DAY)

    assert not action.dues.running().exists()
    assert action.ends_on == date(2026, 9, 20)
