"""What is stored about a person here: what was offered to them after a report."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from django.db.models import Count, Max, Min

from accounts.models import User
from wellbeing.incidents.aftercare.models import Offer
from wellbeing.incidents.aftercare.selectors import offered_to
from wellbeing.incidents.services.holding import free_to_go

KIND = "aftercare"


def holdings(person: User) -> dict[str, Any]:
    found = offered_to(person).aggregate(count=Count("offer"), oldest=Min("on"), newest=Max("on"))
    return {
        "kind": KIND,
        "count": found["count"],
        "oldest_at": _as_moment(found["oldest"]),
        "newest_at": _as_moment(found["newest"]),
    }


def export(person: User) -> Iterator[dict[str, Any]]:
    for one in offered_to(person).order_by("on", "offer"):
        yield {
            "reported_at": one.case.received_at,
            "offer": one.offer,
            "state": one.state,
            "on": one.on,
        }


def erase(person: User, now: datetime) -> int:
    """Before the reports: afterwards nothing says any more whose they were. Of what is held, once
    it is let go.
    """
    return Offer.objects.filter(case__in=free_to_go(person)).delete()[0]


def expire(now: datetime) -> None:
    """They go with their case."""


def _as_moment(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), tzinfo=UTC) if day else None
