"""What is stored about a person's resets: shown, exported, forgotten."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min

from accounts.models import User
from wellbeing.core.subjects import subject_of
from wellbeing.resets.models import Reset
from wellbeing.resets.models.sessions import ResetQuerySet
from wellbeing.resets.rules import KEPT

KIND = "resets"


def _done_by(person: User) -> ResetQuerySet:
    return Reset.objects.of(subject_of(person.diary)).said().order_by("started_at", "id")


def holdings(person: User) -> dict[str, Any]:
    found = _done_by(person).aggregate(
        count=Count("id"), oldest_at=Min("started_at"), newest_at=Max("started_at")
    )
    return {"kind": KIND, **found}


def export(person: User) -> Iterator[dict[str, Any]]:
    for row in _done_by(person).iterator(chunk_size=1000):
        yield {
            "kind": row.kind,
            "started_at": row.began(),
            "planned_seconds": row.planned_seconds,
            "ended_at": row.ended(),
            "before": row.before,
            "after": row.after,
            "received_at": row.received_at,
            "id": row.id,
        }


def erase(person: User, now: datetime) -> int:
    """Forget every reset; ids stay for sixty days so that a waiting repeat stays forgotten."""
    return _done_by(person).order_by().forget(now)


def expire(now: datetime) -> None:
    Reset.objects.drop_tombstones(now)
    Reset.objects.said().filter(started_at__lt=now - KEPT).delete()
