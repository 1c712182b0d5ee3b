"""What a phone sends about a reset."""

from datetime import datetime, timedelta

from tests.checkins.words import moment
from tests.times import MINUTE


def session(
    kind: object = "cyclic_sighing",
    *,
    at: datetime | None = None,
    lasted: timedelta | None = None,
    **more: object,
) -> dict[str, object]:
    """A minute of breathing as it begins; with `lasted` also its end."""
    at = at or moment(MINUTE)
    return {
        "revision": 1,
        "kind": kind,
        "started_at": at.isoformat(),
        "revised_at": (at + (lasted or timedelta())).isoformat(),
        "planned_seconds": 60,
        "ended_at": None if lasted is None else (at + lasted).isoformat(),
    } | more


def url(id: object) -> str:
    return f"/api/v1/resets/{id}"
