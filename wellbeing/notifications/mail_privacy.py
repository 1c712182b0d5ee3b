"""What is stored about a person here: that they want to be told by mail, and what is on its way."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Any

from accounts.models import User
from wellbeing.notifications.models import MailWish, OutgoingMail

KIND = "mail_wishes"


def holdings(person: User) -> dict[str, Any]:
    row = MailWish.objects.filter(person=person).first()
    at = datetime.combine(row.asked_on, time(), UTC) if row else None
    mails = OutgoingMail.objects.filter(person=person).count()
    return {"kind": KIND, "count": mails + (1 if row else 0), "oldest_at": at, "newest_at": at}


def export(person: User) -> Iterator[dict[str, Any]]:
    for row in MailWish.objects.filter(person=person):
        yield {"asked_on": str(row.asked_on)}
    for mail in OutgoingMail.objects.filter(person=person).order_by("pk"):
        yield {"mail": mail.words, "sent_at": mail.sent_at, "kept_until": mail.stale_at}


def erase(person: User, now: datetime) -> int:
    OutgoingMail.objects.filter(person=person).forget()
    count, _rows = MailWish.objects.filter(person=person).delete()
    return count


def expire(now: datetime) -> None:
    OutgoingMail.objects.forget_stale(now)
