"""What is stored about a person here: on which days they asked for somebody, of which kind."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from django.db.models import Count, Max, Min, QuerySet

from accounts.models import User
from wellbeing.support.uses.models import Use
from wellbeing.support.uses.rules import KEPT

KIND = "uses"


def _of(person: User) -> QuerySet[Use]:
    return Use.objects.of(person.diary)


def holdings(person: User) -> dict[str, Any]:
    found = _of(person).aggregate(count=Count("kind"), oldest=Min("used_on"), newest=Max("used_on"))
    return {
        "kind": KIND,
        "count": found["count"],
        "oldest_at": _as_moment(found["oldest"]),
        "newest_at": _as_moment(found["newest"]),
    }


def _as_moment(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), tzinfo=UTC) if day else None


def export(person: User) -> Iterator[dict[str, Any]]:
    for row in _of(person).order_by("used_on", "kind").iterator(chunk_size=1000):
        yield {"kind": row.kind, "used_on": row.used_on}


def erase(person: User, now: datetime) -> int:
    count, _rows = _of(person).delete()
    return count


def expire(now: datetime) -> None:
    Use.objects.filter(used_on__lt=(now - KEPT).date()).delete()
