"""What a phone sends."""

from datetime import datetime, timedelta

from django.utils import timezone

from tests.times import SECOND, WARSAW


def moment(before: timedelta = SECOND) -> datetime:
    return timezone.now().astimezone(WARSAW) - before


def tap(mood: object = 2, *, at: datetime | None = None, **more: object) -> dict[str, object]:
    """One tap, as it waits in a phone's queue."""
    at = at or moment()
    return {
        "revision": 1,
        "answered_at": at.isoformat(),
        "revised_at": at.isoformat(),
        "mood": mood,
    } | more


def url(id: object) -> str:
    return f"/api/v1/checkins/{id}"
