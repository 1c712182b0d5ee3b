"""What is stored about a person here: that they are there now, and until when."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min

from accounts.models import User
from wellbeing.support.shifts.models import Shift

KIND = "shifts"


def holdings(person: User) -> dict[str, Any]:
    found = Shift.objects.filter(person=person).aggregate(
        count=Count("role"), oldest_at=Min("starts_at"), newest_at=Max("starts_at")
    )
    return {"kind": KIND, **found}


def export(person: User) -> Iterator[dict[str, Any]]:
    for row in Shift.objects.filter(person=person).order_by("role"):
        yield {"role": row.role, "starts_at": row.starts_at, "until": row.until}


def erase(person: User, now: datetime) -> int:
    count, _rows = Shift.objects.filter(person=person).delete()
    return count


def expire(now: datetime) -> None:
    Shift.objects.filter(until__lte=now).delete()
