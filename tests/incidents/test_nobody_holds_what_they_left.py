"""Whoever left, or whose role is over, holds no case: it is nobody's, and colleagues hear it."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from accounts import access
from accounts.models import RoleGrant
from accounts.models.people import Role
from tests.incidents.reports import CASES, acknowledged, case_of, handles, leads, reported
from tests.notifications.phones import Phone
from tests.times import DAY
from wellbeing.core import events
from wellbeing.core.models import AuditEntry, OutboxEvent
from wellbeing.incidents.models import UrgentAlert
from wellbeing.incidents.services import handling, leaving
from wellbeing.incidents.tasks import sweep_case_deadlines
from wellbeing.notifications.models import OutgoingPush

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 6, 9, 12, tzinfo=UTC)


@pytest.fixture
def max_(person, organisation):
    one = person("max")
    handles(one, organisation)
    return one


def settle() -> None:
    for event in OutboxEvent.objects.filter(done_at=None).order_by("pk"):
        events.react(event.pk, timezone.now())


def leave(handler):
    access.leave([handler.pk], now=timezone.now())
    settle()


def lose_the_role(handler):
    """Its last day came: nothing happened at that moment, the next look finds it."""
    grants = RoleGrant.objects.filter(person=handler, role=Role.CASE_HANDLER)
    access.close_grants(grants, now=timezone.now())
    sweep_case_deadlines()


def lead_who_reported(handler):
    leads(handler, handler.unit)
    sweep_case_deadlines()


@pytest.mark.parametrize("go", [leave, lose_the_role, lead_who_reported])
def test_what_they_held_is_nobodys(go, asha, sam, max_, signed_in):
    case = acknowledged(reported(asha, urgent=True), sam)
    settle()
    Phone(max_).asks_to_be_told()
    if go is lead_who_reported:
        sam.unit = asha.unit
    go(sam)
    settle()

    desk = signed_in(max_)
    assert [one["id"] for one in desk.get(f"{CASES}?held=nobody").json()["results"]] == [
        str(case.pk)
    ]
    assert OutgoingPush.objects.filter(subscription__person=max_).exists()
    assert UrgentAlert.objects.filter(case=case).exists()
    assert case_of(signed_in(asha), case.uid)["handler"] is None
    [line] = AuditEntry.objects.filter(act="case_set_free")
    assert (line.actor, line.role, line.chain) == (None, "clock", case.pk)


def test_it_is_said_once(asha, sam, max_):
    acknowledged(reported(asha), sam)
    access.leave([sam.pk], now=timezone.now())
    for _ in range(3):
        sweep_case_deadlines()
        settle()

    assert OutboxEvent.objects.filter(name="CaseNeedsEyes").count() == 1
    assert AuditEntry.objects.filter(act="case_set_free").count() == 1


def test_signing_out_changes_nothing(asha, sam):
    case = acknowledged(reported(asha), sam)

    access.end_sessions(sam.pk)
    settle()
    sweep_case_deadlines()

    case.refresh_from_db()
    assert case.assigned_to == sam


def test_what_is_over_stays_with_whoever_closed_it(asha, sam):
    case = acknowledged(reported(asha, now=NOON), sam, now=NOON)
    handling.close(sam, id=case.pk, outcome="Done.", now=NOON)
    access.leave([sam.pk], now=NOON + DAY)

    leaving.free_forsaken(now=NOON + 2 * DAY)

    case.refresh_from_db()
    assert case.assigned_to == sam
