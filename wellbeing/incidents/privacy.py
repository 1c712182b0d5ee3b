"""What is stored about a person here: what they reported under their name."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min, Q

from accounts.models import User
from wellbeing.incidents.models import Case, Opening
from wellbeing.incidents.rules import CLOSED, KEPT, KEPT_WITHDRAWN, WITHDRAWN
from wellbeing.incidents.selectors.cases import reported_by
from wellbeing.incidents.services.reporting import forget, forget_reporter, opened
from wellbeing.incidents.services.writing import words_of

KIND = "reports"


def holdings(person: User) -> dict[str, Any]:
    """One's own. What was sent without a name cannot be found by one."""
    found = reported_by(person).aggregate(
        count=Count("id"), oldest_at=Min("received_at"), newest_at=Max("received_at")
    )
    return {"kind": KIND, **found}


def export(person: User) -> Iterator[dict[str, Any]]:
    for case in reported_by(person).select_related("key", "assigned_to"):
        yield {
            "received_at": case.received_at,
            "state": case.state,
            "identity": case.identity,
            "kinds": case.kinds,
            "severity": case.severity,
            "channel": case.channel,
            "acts": case.acts,
            "happened_at": case.happened_at,
            "story": opened(case, "story"),
            "reference": opened(case, "reference"),
            "not_to": [one.person.name for one in case.exclusions.select_related("person")],
            "messages": [
                {"by_reporter": one.by_reporter, "sent_at": one.sent_at, "text": text}
                for one, text in words_of(case)
            ],
            "outcome": opened(case, "outcome"),
            "ended_at": case.ended_at,
        }
    for one in Opening.objects.filter(handler=person).order_by("at", "id"):
        yield {"opened_as_case_handler": one.case_id, "at": one.at}


def erase(person: User, now: datetime) -> int:
    return forget_reporter(person, now=now)


def expire(now: datetime) -> None:
    closed = Q(state=CLOSED, ended_at__lte=now - KEPT)
    withdrawn = Q(state=WITHDRAWN, ended_at__lte=now - KEPT_WITHDRAWN)
    for case in Case.objects.filter(closed | withdrawn).select_related("key"):
        forget(case)
