"""What is stored about a person here: shown, exported, forgotten."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min

from accounts.models import User
from wellbeing.checkins.models import CheckIn, CheckInQuerySet
from wellbeing.checkins.rules import KEPT
from wellbeing.core.subjects import subject_of

KIND = "checkins"
COLUMNS = ("answered_at", "mood", "energy", "feelings", "body", "sources", "received_at", "id")


def _said_by(person: User) -> CheckInQuerySet:
    return CheckIn.objects.of(subject_of(person.diary)).said().order_by("answered_at", "id")


def holdings(person: User) -> dict[str, Any]:
    found = _said_by(person).aggregate(
        count=Count("id"), oldest_at=Min("answered_at"), newest_at=Max("answered_at")
    )
    return {"kind": KIND, **found}


def export(person: User) -> Iterator[dict[str, Any]]:
    for row in _said_by(person).iterator(chunk_size=1000):
        yield {column: getattr(row, column) for column in COLUMNS} | {"answered_at": row.local()}


def erase(person: User, now: datetime) -> int:
    """Forget every check-in; ids stay for sixty days so that a waiting repeat stays forgotten."""
    return _said_by(person).order_by().forget(now)


def expire(now: datetime) -> None:
    CheckIn.objects.drop_tombstones(now)
    CheckIn.objects.said().filter(answered_at__lt=now - KEPT).delete()
