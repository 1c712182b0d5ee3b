"""What is stored about a person here: of how many calls for help they were told, and what came."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min

from accounts.models import User
from wellbeing.support.help_now.models import HelpCallReached

KIND = "help_answers"


def holdings(person: User) -> dict[str, Any]:
    found = HelpCallReached.objects.filter(person=person).aggregate(
        count=Count("id"), oldest_at=Min("told_at"), newest_at=Max("told_at")
    )
    return {"kind": KIND, **found}


def export(person: User) -> Iterator[dict[str, Any]]:
    """What they did themselves. Who called is the caller's own to tell."""
    told = HelpCallReached.objects.filter(person=person).select_related("call")
    for row in told.order_by("told_at", "id"):
        came = row.call.coming_by_id == person.pk
        yield {
            "told_at": row.told_at,
            "cannot_at": row.declined_at,
            "coming_at": row.call.coming_at if came else None,
            "there_at": row.call.there_at if came else None,
        }


def erase(person: User, now: datetime) -> int:
    """Nothing now: it belongs to the caller, with whose call it goes after thirty days."""
    return 0


def expire(now: datetime) -> None:
    """With the calls: see privacy.py."""
