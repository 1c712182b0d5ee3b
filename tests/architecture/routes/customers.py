"""Customers who come again, and what is done toward them."""

from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from accounts.models import RoleGrant, User
from accounts.models.people import Role
from tests.architecture.asked import READ, Answers, Asked
from tests.architecture.routes.incidents import _case, _report
from tests.incidents.customers.handlers import in_force, proposal
from tests.incidents.reports import receipt
from wellbeing.incidents.models import Case
from wellbeing.incidents.selectors.cases import visible_to
from wellbeing.incidents.services import handling


def _other_handler(person: User) -> User:
    number = uuid4().hex
    handler = User.objects.create(personnel_number=number, name="Hana", unit=person.unit)
    company = person.unit.path()[0]
    RoleGrant.objects.create(person=handler, role=Role.CASE_HANDLER, unit=company)
    return handler


def _held(person: User) -> UUID:
    """By this person, where they handle cases at all."""
    id = _case(person)
    case = Case.objects.get(pk=id)
    if visible_to(person, now=timezone.now()).filter(pk=case.pk).exists():
        handling.acknowledge(person, id=id, now=timezone.now())
    return id


def _standing(person: User) -> UUID:
    """Proposed by one and approved by another; this person was part of neither."""
    case = Case.objects.get(pk=_case(person))
    holder, approver = _other_handler(person), _other_handler(person)
    handling.acknowledge(holder, id=case.pk, now=timezone.now())
    id: UUID = in_force(case, holder, approver).pk
    return id


def _why(**more: Any) -> dict[str, Any]:
    return {"reason": "He did not do it again."} | more


def _appeal() -> dict[str, Any]:
    came_on = timezone.now().date().isoformat()
    return {"text": "It was my brother.", "came_on": came_on, "suspend": True}


def _moves(body: Any, own: int = 200) -> Asked:
    return Asked({"PUT": Answers(own, 404, 404, body=body)}, row=_standing)


ROUTES: dict[str, Asked] = {
    "case-customer": Asked(
        {
            "GET": Answers(200, 404, 404),
            "PUT": Answers(409, 404, 404, body=lambda: {"same": True}),
        },
        row=_held,
    ),
    "case-action": Asked(
        {"PUT": Answers(201, 404, 404, body=proposal)}, row=_held, beside={"action": uuid4()}
    ),
    "actions": Asked(READ, query={"waiting": "approval"}),
    "action": Asked({"GET": Answers(200, 404, 404)}, row=_standing),
    "action-decision": _moves(lambda: _why(approve=True), 409),
    "action-end": _moves(_why),
    "action-review": _moves(lambda: _why(keep=True)),
    "action-appeal": _moves(_appeal),
    "action-appeal-decision": _moves(lambda: _why(uphold=True), 409),
    "report-actions": Asked({"GET": Answers(200, 404, 404)}, row=_report),
    "receipt-actions": Asked({"POST": Answers(404, body=lambda: {"receipt": receipt(3)})}),
}
