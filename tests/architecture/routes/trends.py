"""The trends that everybody reads."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from accounts.models import Unit
from tests.architecture.asked import READ, Answers, Asked


def _change() -> dict[str, Any]:
    team = Unit.objects.get(kind=Unit.Kind.TEAM)
    starts_on = timezone.now().date() + timedelta(days=22)
    starts_on -= timedelta(days=starts_on.weekday())
    return {"unit": team.pk, "actions": ["A longer huddle"], "starts_on": str(starts_on)}


ROUTES: dict[str, Asked] = {
    "trends": Asked(READ),
    "trend-closings": Asked(READ),
    "trend-digest": Asked(
        {"GET": Answers(200), "PUT": Answers(200, body=lambda: {"wanted": True})}
    ),
    # Nothing can be chosen or compared in a company of five people.
    "trend-strength": Asked({"PUT": Answers(409, body=lambda: {"preset": "strict"})}),
    "intervention": Asked({"PUT": Answers(422, 422, 422, body=_change)}, row=lambda p: uuid4()),
    "export-trends": Asked(READ),
    "export-ledger": Asked(READ),
}
