"""Reports of abuse, and the cases that they become."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from accounts.models import RoleGrant, User
from accounts.models.people import Role
from tests.architecture.asked import READ, Answers, Asked
from tests.incidents.reports import acknowledged, receipt, reported, said, signed
from wellbeing.incidents.models import Case, Holder
from wellbeing.incidents.services import handling


def _report(person: User) -> UUID:
    uid: UUID = reported(person).uid
    return uid


def _case(person: User) -> UUID:
    """One that this person may handle; of anybody else, one from which every handler is kept."""
    reporter = User.objects.create(personnel_number=uuid4().hex, name="Nina", unit=person.unit)
    case = reported(reporter)
    handlers = RoleGrant.objects.filter(role=Role.CASE_HANDLER).values_list("person", flat=True)
    if person.pk not in handlers:
        for one in handlers:
            case.exclusions.create(person_id=one)
    return case.pk


def _hold() -> dict[str, str]:
    review_at = timezone.now() + timedelta(days=90)
    return {"reason": "The police may ask for it.", "review_at": review_at.isoformat()}


def _taken(person: User) -> UUID:
    id = _case(person)
    handler = User.objects.create(personnel_number=uuid4().hex, name="Hana", unit=person.unit)
    company = person.unit.path()[0]
    RoleGrant.objects.create(person=handler, role=Role.CASE_HANDLER, unit=company)
    acknowledged(Case.objects.get(pk=id), handler)
    return id


def _closed(person: User) -> UUID:
    id = _taken(person)
    handler = Case.objects.get(pk=id).assigned_to
    assert handler is not None
    handling.close(handler, id=id, outcome="Done.", now=timezone.now())
    Case.objects.filter(pk=id).update(assigned_to=person)
    Holder.objects.create(case_id=id, person=person)
    return id


def _held(person: User) -> UUID:
    """One that they have taken, where they may."""
    id = _case(person)
    Case.objects.filter(pk=id).update(
        state="acknowledged", acknowledged_at=timezone.now(), assigned_to=person
    )
    Holder.objects.create(case_id=id, person=person)
    return id


def _file() -> dict[str, Any]:
    return {"name": "chat.png", "size": 12, "sha256": "0" * 64}


def _by_receipt() -> dict[str, Any]:
    return {"receipt": receipt(3), "id": str(uuid4())}


def _words() -> dict[str, Any]:
    return {"text": "A warning letter went out."}


ROUTES: dict[str, Asked] = {
    "reports": Asked(READ),
    "report": Asked(
        {
            "GET": Answers(200, 404, 404),
            "PUT": Answers(200, 201, 201, body=signed),
            "DELETE": Answers(204, 404, 404),
        },
        row=_report,
    ),
    "report-message": Asked(
        {"PUT": Answers(201, 404, 404, body=_words)}, row=_report, beside={"message": uuid4()}
    ),
    "aftercare": Asked(
        {
            "GET": Answers(200, 404, 404),
            "PUT": Answers(200, 404, 404, body=lambda: {"offers": ["break", "pack"]}),
        },
        row=_report,
    ),
    "aftercare-answer": Asked(
        {"PUT": Answers(200, 404, 404, body=lambda: {"state": "taken"})},
        row=_report,
        beside={"offer": "break"},
    ),
    "report-files": Asked({"GET": Answers(200, 404, 404)}, row=_report),
    "report-file": Asked(
        {"PUT": Answers(200, 404, 404, body=_file), "DELETE": Answers(404, 404, 404)},
        row=_report,
        beside={"file": uuid4()},
    ),
    # A part is no JSON, which the walk sends; tests/incidents/evidence sends parts.
    "report-file-part": Asked(
        {"PUT": Answers(415, 404, 404)}, row=_report, beside={"file": uuid4(), "number": 0}
    ),
    "receipt-files": Asked({"POST": Answers(404, body=lambda: _file() | _by_receipt())}),
    "receipt-parts": Asked({"POST": Answers(415)}),
    "receipt-file-lists": Asked({"POST": Answers(404, body=_by_receipt)}),
    "receipt-file-removals": Asked({"POST": Answers(404, body=_by_receipt)}),
    "case-files": Asked({"GET": Answers(200, 404, 404)}, row=_held),
    "case-file": Asked({"GET": Answers(404, 404, 404)}, row=_held, beside={"file": uuid4()}),
    "case-file-pages": Asked({"GET": Answers(404, 404, 404)}, row=_held, beside={"file": uuid4()}),
    "case-file-page": Asked(
        {"GET": Answers(404, 404, 404)}, row=_held, beside={"file": uuid4(), "page": 1}
    ),
    "case-handlers": Asked(READ),
    "anonymous-reports": Asked(
        {"POST": Answers(201, body=lambda: said() | {"receipt": receipt()})}
    ),
    "receipt-looks": Asked({"POST": Answers(404, body=lambda: {"receipt": receipt(3)})}),
    "receipt-messages": Asked(
        {"POST": Answers(404, body=lambda: {"receipt": receipt(3), "id": str(uuid4())} | _words())}
    ),
    "cases": Asked(READ),
    "case": Asked({"GET": Answers(200, 404, 404)}, row=_case),
    "report-pack": Asked({"GET": Answers(200, 404, 404)}, row=_report),
    "receipt-packs": Asked({"POST": Answers(404, body=_by_receipt)}),
    "case-pack": Asked({"GET": Answers(200, 404, 404)}, row=_held),
    "case-export": Asked(READ),
    "case-hold": Asked(
        {"PUT": Answers(200, 404, 404, body=_hold), "DELETE": Answers(409, 404, 404)}, row=_held
    ),
    "case-acknowledgement": Asked({"PUT": Answers(200, 404, 404)}, row=_case),
    "case-holder": Asked({"PUT": Answers(200, 404, 404)}, row=_taken),
    "case-colleagues": Asked({"GET": Answers(200, 404, 404)}, row=_held),
    "case-outcome": Asked(
        {"PUT": Answers(409, 404, 404, body=_words), "DELETE": Answers(200, 404, 404)}, row=_closed
    ),
    "case-pause": Asked(
        {
            "PUT": Answers(200, 404, 404, body=lambda: {"reason": "customer"}),
            "DELETE": Answers(409, 404, 404),
        },
        row=_held,
    ),
    "case-step": Asked(
        {"PUT": Answers(404, 404, 404, body=lambda: {"state": "done"})},
        row=_held,
        beside={"step": "care"},
    ),
    "case-distance": Asked({"PUT": Answers(204, 404, 404)}, row=_case),
    "case-message": Asked(
        {"PUT": Answers(201, 404, 404, body=_words)}, row=_held, beside={"message": uuid4()}
    ),
}
