"""What is stored about a person here: that they want to be told by mail."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Any

from accounts.models import User
from wellbeing.notifications.models import MailWish, OutgoingMail

KIND = "mail_wishes"


def holdings(person: User) -> dict[str, Any]:
    row = MailWish.objects.filter(person=person).first()
    at = datetime.combine(row.asked_on, time(), UTC) if row else None
    return {"kind": KIND, "count": 1 if row else 0, "oldest_at": at, "newest_at": at}


def export(person: User) -> Iterator[dict[str, Any]]:
    for row in MailWish.objects.filter(person=person):
        yield {"asked_on": str(row.asked_on)}


def erase(person: User, now: datetime) -> int:
    OutgoingMail.objects.filter(person=person).delete()
    count, _rows = MailWish.objects.filter(person=person).delete()
    return count


def expire(now: datetime) -> None:
    OutgoingMail.objects.forget_stale(now)
