"""What is stored about a person here: what they reported under their name."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from accounts.models import User
from wellbeing.core.sweeping import one_by_one
from wellbeing.incidents.models import Case, LegalHold, Opening
from wellbeing.incidents.rules import CLOSED, KEPT_WITHDRAWN, WITHDRAWN
from wellbeing.incidents.selectors.cases import hidden_from, reported_by
from wellbeing.incidents.services.holding import stands
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
        yield _said(case) | _what_came_of(case)
    # Nothing of what they must not see any more, as everywhere.
    hidden = hidden_from(person, now=timezone.now())
    opened_ones = Opening.objects.filter(handler=person).exclude(case__in=hidden.values("pk"))
    for one in opened_ones.order_by("at", "id"):
        yield {"opened_as_case_handler": one.case_id, "at": one.at}


def _said(case: Case) -> dict[str, Any]:
    named = case.exclusions.filter(named=True).select_related("person")
    return {
        "received_at": case.received_at,
        "identity": case.identity,
        "kinds": case.kinds,
        "severity": case.severity,
        "urgent": case.urgent,
        "channel": case.channel,
        "acts": case.acts,
        "happened_at": case.happened_at,
        "story": opened(case, "story"),
        "reference": opened(case, "reference"),
        "not_to": [one.person.name for one in named.order_by("id")],
    }


def _what_came_of(case: Case) -> dict[str, Any]:
    """As its page tells it to whoever reported."""
    openings = case.openings.select_related("handler").order_by("at", "id")
    return {
        "state": case.state,
        "acknowledged_at": case.acknowledged_at,
        "handler": case.assigned_to.name if case.assigned_to else None,
        "openings": [{"by": one.handler.name, "at": one.at} for one in openings],
        "messages": [
            {"by_reporter": one.by_reporter, "sent_at": one.sent_at, "text": text}
            for one, text in words_of(case)
        ],
        "pauses": [
            {"reason": one.reason, "since": one.paused_at, "until": one.ended_at or one.ends_at}
            for one in case.pauses.order_by("paused_at")
        ],
        "on_hold": stands(case),
        "outcome": opened(case, "outcome"),
        "ended_at": case.ended_at,
    }


def erase(person: User, now: datetime) -> int:
    return forget_reporter(person, now=now)


def expire(now: datetime) -> None:
    closed = Q(state=CLOSED, ended_at__lte=now - settings.CASES_KEPT)
    withdrawn = Q(state=WITHDRAWN, ended_at__lte=now - KEPT_WITHDRAWN)
    held = LegalHold.objects.standing().values("case")
    over = Case.objects.filter(closed | withdrawn).exclude(pk__in=held)
    one_by_one(over, partial(forget, now=now))
