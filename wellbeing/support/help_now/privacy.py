"""What is stored about a person here: when they called for help, and who came."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min

from accounts.models import User
from wellbeing.support.help_now.models import HelpCall
from wellbeing.support.help_now.rules import KEPT
from wellbeing.support.help_now.selectors.calls import calls_by, told_of

KIND = "help_calls"


def holdings(person: User) -> dict[str, Any]:
    found = HelpCall.objects.filter(caller=person).aggregate(
        count=Count("id"), oldest_at=Min("pressed_at"), newest_at=Max("pressed_at")
    )
    return {"kind": KIND, **found}


def export(person: User) -> Iterator[dict[str, Any]]:
    for call in calls_by(person).order_by("pressed_at", "id"):
        yield {
            "unit": call.unit_name,
            "drill": call.drill,
            "pressed_at": call.pressed_at,
            "told": [{"name": row.person.name, "at": row.told_at} for row in told_of(call.pk)],
            "seen_at": call.seen_at,
            "seen_by": call.seen_by and call.seen_by.name,
            "coming_at": call.coming_at,
            "coming_by": call.coming_by and call.coming_by.name,
            "there_at": call.there_at,
            "unanswered_at": call.unanswered_at,
            "ended_at": call.ended_at,
            "end": call.end,
        }


def erase(person: User, now: datetime) -> int:
    """With whom was told of them, also while they are open: then nobody is called any more."""
    count = HelpCall.objects.filter(caller=person).count()
    HelpCall.objects.filter(caller=person).delete()
    return count


def expire(now: datetime) -> None:
    HelpCall.objects.filter(ended_at__lte=now - KEPT).delete()
