"""What is stored about a person here: that they asked for the weekly e-mail."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from accounts.models import User
from wellbeing.trends.models import DigestWish

KIND = "digests"


def holdings(person: User) -> dict[str, Any]:
    row = DigestWish.objects.filter(person=person).first()
    asked_at = row.asked_at if row else None
    return {"kind": KIND, "count": int(row is not None), "oldest_at": asked_at,
            "newest_at": asked_at}  # fmt: skip


def export(person: User) -> Iterator[dict[str, Any]]:
    for row in DigestWish.objects.filter(person=person):
        yield {"asked_at": row.asked_at, "told_of": row.told_of}


def erase(person: User, now: datetime) -> int:
    count, _ = DigestWish.objects.filter(person=person).delete()
    return count


def expire(now: datetime) -> None:
    """Whoever has left gets no e-mail and asks for none."""
    DigestWish.objects.filter(person__is_active=False).delete()
