"""Handlers, reports about one customer, and what is proposed toward them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from accounts.models import User
from tests.incidents.reports import CASES, acknowledged, reported
from wellbeing.core import events
from wellbeing.core.models import OutboxEvent
from wellbeing.incidents.customers.models import Action
from wellbeing.incidents.customers.services import acting
from wellbeing.incidents.models import Case

ACTIONS = "/api/v1/actions"
PHONE = "+48 512 345 678"
REASON = "He threatened two of us within a week."


def settle() -> None:
    """Let everything follow that is still to follow."""
    for event in OutboxEvent.objects.filter(done_at=None).order_by("pk"):
        events.react(event.pk, timezone.now())


def about(person: User, reference: str = PHONE, **more: Any) -> Case:
    case = reported(person, reference=reference, **more)
    settle()
    return case


def held(person: User, handler: User, reference: str = PHONE) -> Case:
    return acknowledged(about(person, reference), handler)


def customer_url(case: Case) -> str:
    return f"{CASES}/{case.pk}/customer"


def action_url(action: object, more: str = "") -> str:
    return f"{ACTIONS}/{action}{more}"


def proposal(**more: Any) -> dict[str, Any]:
    said = {"kind": "block", "reason": REASON, "vulnerability": True, "adjustments": True}
    said |= {"ends_on": (timezone.now() + timedelta(days=200)).date().isoformat()}
    return said | {"warned": True} | more


def proposed(client: Any, case: Case, **more: Any) -> str:
    answer = client.put(f"{CASES}/{case.pk}/actions/{uuid4()}", proposal(**more))
    assert answer.status_code == 201, answer.content
    id: str = answer.json()["id"]
    return id


def approved(client: Any, action: str) -> dict[str, Any]:
    answer = client.put(action_url(action, "/decision"), {"approve": True, "reason": "Right."})
    assert answer.status_code == 200, answer.content
    told: dict[str, Any] = answer.json()
    return told


def in_force(case: Case, holder: User, approver: User, **more: Any) -> Action:
    """Through the services, at a time of one's own."""
    now = more.pop("now", timezone.now())
    ends_on = (now + timedelta(days=more.pop("days", 200))).date()
    wanted = acting.Proposal(
        kind="block", reason=REASON, ends_on=ends_on, vulnerability=True, adjustments=True,
        warned=True,
    )  # fmt: skip
    action, _new = acting.propose(holder, case_id=case.pk, uid=uuid4(), proposal=wanted, now=now)
    return acting.decide(approver, id=action.pk, approve=True, reason="Right.", now=now)
