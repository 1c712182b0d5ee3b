"""What is stored about a person here: on which days they reported abuse, of which kind."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from django.db.models import Count, Max, Min, QuerySet

from accounts.models import User
from wellbeing.incidents.models import ReportedKind
from wellbeing.incidents.rules import COUNTS_KEPT

KIND = "report_counts"


def _of(person: User) -> QuerySet[ReportedKind]:
    return ReportedKind.objects.of(person.diary)


def holdings(person: User) -> dict[str, Any]:
    found = _of(person).aggregate(count=Count("group"), oldest=Min("on"), newest=Max("on"))
    return {
        "kind": KIND,
        "count": found["count"],
        "oldest_at": _as_moment(found["oldest"]),
        "newest_at": _as_moment(found["newest"]),
    }


def _as_moment(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), tzinfo=UTC) if day else None


def export(person: User) -> Iterator[dict[str, Any]]:
    for row in _of(person).order_by("on", "group").iterator(chunk_size=1000):
        yield {"kind": row.group, "on": row.on}


def erase(person: User, now: datetime) -> int:
    count, _rows = _of(person).delete()
    return count


def expire(now: datetime) -> None:
    ReportedKind.objects.filter(on__lt=(now - COUNTS_KEPT).date()).delete()
