"""What is stored about a person's break passes: shown, exported, forgotten."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Min

from accounts.models import User
from wellbeing.resets.models import BreakPass
from wellbeing.resets.rules import PASS_KEPT, day_of

KIND = "break_passes"


def holdings(person: User) -> dict[str, Any]:
    found = BreakPass.objects.filter(agent=person).aggregate(
        count=Count("id"), oldest_at=Min("asked_at"), newest_at=Max("asked_at")
    )
    return {"kind": KIND, **found}


def export(person: User) -> Iterator[dict[str, Any]]:
    passes = BreakPass.objects.filter(agent=person).order_by("asked_at", "id")
    for row in passes.select_related("floor__unit").iterator(chunk_size=1000):
        yield {
            "floor": row.floor.unit.name,
            "minutes": row.minutes,
            "asked_at": row.asked_at,
            "hold_until": row.hold_until,
            "starts_at": row.starts_at,
            "ends_at": row.ends_at,
            "closed_at": row.closed_at,
            "id": row.id,
        }


def erase(person: User, now: datetime) -> int:
    """Forget passes of earlier days.

    Today's count toward today's number, and one that is open has a place on a floor; they go by
    themselves at the latest two days after they are over.
    """
    today, _ = day_of(now, ZoneInfo(person.time_zone))
    earlier = BreakPass.objects.filter(agent=person, asked_at__lt=today, closed_at__lt=today)
    count, _ = earlier.delete()
    return count


def expire(now: datetime) -> None:
    BreakPass.objects.filter(closed_at__lt=now - PASS_KEPT).delete()
