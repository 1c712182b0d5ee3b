"""Each event is told once to each person, also where a worker dies over it and another begins anew,
by which time the case may have moved on.
"""

from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.incidents.customers.handlers import REASON
from tests.incidents.reports import acknowledged, handles, reported
from tests.notifications.phones import Phone
from tests.times import DAY
from wellbeing.core import events
from wellbeing.core.models import OutboxEvent
from wellbeing.incidents.customers.services import acting, appealing
from wellbeing.incidents.services import handling, keeping, writing
from wellbeing.notifications.models import OutgoingPush

pytestmark = pytest.mark.django_db


@pytest.fixture
def max_(person, organisation):
    one = person("max")
    handles(one, organisation)
    return one


@pytest.fixture
def hana(person, organisation):
    one = person("hana")
    handles(one, organisation)
    return one


@pytest.fixture(autouse=True)
def phones(asha, sam, max_, hana):
    for each in (asha, sam, max_, hana):
        assert Phone(each).asks_to_be_told().status_code == 201


def waiting() -> list[OutboxEvent]:
    return list(OutboxEvent.objects.filter(done_at=None).order_by("pk"))


def react_to(found: list[OutboxEvent]) -> None:
    for event in found:
        assert events.react(event.pk, timezone.now()), event.name


def begin_anew(found: list[OutboxEvent]) -> None:
    """As a worker leaves them that was killed after all was done but the last line."""
    for event in found:
        left = {"done_at": None, "payload": event.payload, "try_at": timezone.now()}
        OutboxEvent.objects.filter(pk=event.pk).update(**left)


def rows() -> Counter[tuple[str, str]]:
    found = OutgoingPush.objects.values_list("subscription__person__name", "topic")
    return Counter((name, topic) for name, topic in found)


def test_a_report_is_told_once_though_it_was_taken_and_answered_in_between(asha, sam):
    case = reported(asha)
    came = waiting()
    react_to(came)
    told = {("Sam", "cases"): 1, ("Max", "cases"): 1, ("Hana", "cases"): 1}
    assert rows() == told

    acknowledged(case, sam)
    now = timezone.now()
    handling.close(sam, id=case.pk, outcome="He was written to.", now=now)
    begin_anew(came)
    react_to(came)

    assert rows() == told


def test_what_two_handlers_do_is_told_once_each_in_whichever_order_it_is_reacted_to(asha, sam):
    case = reported(asha)
    acknowledged(case, sam)
    id = case.pk
    writing.write_to_reporter(sam, id=id, uid=uuid4(), text="When?", now=timezone.now())
    moved = waiting()

    react_to(moved[::-1])
    begin_anew(moved)
    keeping.hold(
        sam, id=id, reason="A court asked.", review_at=timezone.now() + DAY, now=timezone.now()
    )
    react_to(moved)

    assert rows()["Asha", "reports"] == 2  # it was taken, and somebody asks

    react_to(waiting())

    assert rows()["Asha", "reports"] == 3


def test_what_the_reporter_writes_is_told_once_though_it_left_its_handler(asha, sam):
    case = acknowledged(reported(asha), sam)
    react_to(waiting())
    OutgoingPush.objects.all().delete()
    writing.write(case, uid=uuid4(), text="On Monday.", author=None, now=timezone.now())
    written = waiting()
    react_to(written)

    case.assigned_to = None
    case.changed_at = timezone.now()
    case.save(update_fields=["assigned_to", "changed_at"])
    begin_anew(written)
    react_to(written)

    assert rows() == {("Sam", "cases"): 1, ("Max", "cases"): 1, ("Hana", "cases"): 1}


def test_what_was_told_of_a_day_ago_is_not_told_again(asha, sam):
    """By then nothing is left that would say that it was."""
    reported(asha, now=timezone.now() - DAY - timedelta(minutes=1))
    came = waiting()

    react_to(came)

    assert not rows()


def test_each_step_toward_a_customer_is_told_once(asha, sam, max_, hana):
    case = acknowledged(reported(asha, reference="+48 512 345 678"), sam)
    react_to(waiting())
    OutgoingPush.objects.all().delete()
    wanted = acting.Proposal(
        kind="note", reason=REASON, ends_on=timezone.now().date() + 30 * DAY,
        vulnerability=True, adjustments=True, warned=True,
    )  # fmt: skip
    action, _ = acting.propose(
        sam, case_id=case.pk, uid=uuid4(), proposal=wanted, now=timezone.now()
    )
    id = action.pk
    acting.decide(max_, id=id, approve=True, reason="Right.", now=timezone.now())
    decided = waiting()
    react_to(decided)
    told = {
        ("Max", "cases"): 1, ("Hana", "cases"): 1, ("Sam", "cases"): 1, ("Asha", "reports"): 1,
    }  # fmt: skip
    assert rows() == told

    now = timezone.now()
    appealing.enter_appeal(
        max_, id=id, text="It was not me.", came_on=now.date(), suspend=True, now=now
    )
    begin_anew(decided)
    react_to(decided)

    assert rows() == told

    react_to(waiting())

    # Max approved it, and so does not decide the appeal.
    assert rows() == {**told, ("Hana", "cases"): 2}


def test_two_looks_at_one_action_on_one_day_are_told_of_twice(asha, sam, max_, hana):
    case = acknowledged(reported(asha, reference="+48 512 345 678"), sam)
    wanted = acting.Proposal(
        kind="note", reason=REASON, ends_on=timezone.now().date() + 30 * DAY,
        vulnerability=True, adjustments=True, warned=True,
    )  # fmt: skip
    action, _ = acting.propose(
        sam, case_id=case.pk, uid=uuid4(), proposal=wanted, now=timezone.now()
    )
    acting.decide(max_, id=action.pk, approve=True, reason="Right.", now=timezone.now())
    react_to(waiting())
    OutgoingPush.objects.all().delete()

    for looks in (max_, hana):
        acting.review(looks, id=action.pk, keep=True, reason="Right.", now=timezone.now())
        react_to(waiting())

    assert rows() == {("Sam", "cases"): 2}
