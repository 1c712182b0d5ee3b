"""What is stored about a person's break passes: shown, exported, forgotten."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min

from accounts.models import User
from wellbeing.resets.models import BreakPass, PassDay

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
    for day in PassDay.objects.filter(agent=person).order_by("ends_at"):
        yield {"day_ends_at": day.ends_at, "passes_taken": len(day.taken)}


def erase(person: User, now: datetime) -> int:
    """Nothing now: an open pass has a place on a floor, and today's count is today's number.

    A pass goes by itself within ten minutes of its end, the count at the end of its day.
    """
    return 0


def expire(now: datetime) -> None:
    BreakPass.objects.forget_what_is_over(now)
    PassDay.objects.filter(ends_at__lte=now).delete()
