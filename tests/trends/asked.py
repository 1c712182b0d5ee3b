"""Everything that a manager can ask of the trends: method, address, body."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from accounts.models import Unit
from wellbeing.trends import schedule
from wellbeing.trends.planning import zone


def change() -> dict[str, Any]:
    starts_on = schedule.monday_of(timezone.now(), zone()) + timedelta(weeks=3)
    unit = Unit.objects.get(name="Department 0.0").pk
    return {"unit": unit, "actions": ["Huddle"], "starts_on": str(starts_on)}


ASKED: dict[str, tuple[str, str, Any]] = {
    "the page": ("get", "trends", None),
    "the page of the organisation": ("get", "trends?unit=0", None),
    "the table": ("get", "exports/trends.csv", None),
    "the ledger": ("get", "exports/ledger.json", None),
    "the closings": ("get", "trends/closings", None),
    "whether the letter is wanted": ("get", "trends/digest", None),
    "the weekly letter": ("put", "trends/digest", lambda: {"wanted": True}),
    "another strength": ("put", "trends/strength", lambda: {"preset": "strict"}),
    "a change": ("put", "interventions/{id}", change),
    "who one is": ("get", "people/me", None),
}


def ask(client, what: str) -> bytes:
    """What is answered, to the last byte of a download; anything but a yes is an error."""
    method, address, body = ASKED[what]
    path = f"/api/v1/{address.format(id=uuid4())}"
    answer = getattr(client, method)(path, *([body()] if body else []))
    said: bytes = answer.getvalue() if answer.streaming else answer.content
    assert answer.status_code in (200, 201), said
    return said
