"""Reports of talks, and who handles them."""

from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from accounts.models import RoleGrant, User
from accounts.models.people import Role
from tests.architecture.asked import READ, Answers, Asked
from tests.support.talk_reports.reports import report, reported
from tests.support.talks import talks
from wellbeing.support.talk_reports.models import Party


def _own_report(person: User) -> UUID:
    row = reported(person, talks.talk_of(person), now=timezone.now())
    return row.uid


def _talk_of_the_visitor() -> dict[str, Any]:
    visitor = User.objects.filter(personnel_number__in=("visitor", "ada")).order_by("-pk")[0]
    return report(talks.talk_of(visitor))


def _case(person: User) -> UUID:
    """One that this person may handle; of anybody else, one that nobody may."""
    reporter = User.objects.create(personnel_number=uuid4().hex, name="Nina", unit=person.unit)
    row = reported(reporter, talks.talk_of(reporter), now=timezone.now())
    handlers = RoleGrant.objects.filter(role=Role.CASE_HANDLER).values_list("person", flat=True)
    if person.pk not in handlers:
        Party.objects.bulk_create(
            Party(report=row, person_id=one, role="counsellor", shown_as="Nina") for one in handlers
        )
    return row.pk


ROUTES: dict[str, Asked] = {
    "talk-reports": Asked(READ),
    "talk-report": Asked(
        {"PUT": Answers(200, 201, 201, body=_talk_of_the_visitor)}, row=_own_report
    ),
    "talk-report-cases": Asked(READ),
    "talk-report-case": Asked({"GET": Answers(200, 404, 404)}, row=_case),
    "talk-report-case-names": Asked({"PUT": Answers(200, 404, 404)}, row=_case),
    "talk-report-case-answer": Asked(
        {"PUT": Answers(200, 404, 404, body=lambda: {"text": "We spoke with them."})}, row=_case
    ),
}
