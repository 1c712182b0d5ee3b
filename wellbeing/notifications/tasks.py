"""What the worker does for pushes, and what follows from events."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from threading import BoundedSemaphore
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from wellbeing.notifications import mail, services
from wellbeing.notifications.models import OutgoingMail, OutgoingPush, PushSubscription

# In the one-machine size slow push services leave threads for everything else.
LINES = BoundedSemaphore(2)
MAILS = BoundedSemaphore(1)
AT_MOST = timedelta(seconds=20)


@shared_task(ignore_result=True)
def sweep_pushes() -> None:
    """Send whatever is due, and forget what would come too late."""
    begun = now = timezone.now()
    OutgoingPush.objects.forget_stale(now)
    # Asked again with the line free: what came due while both lines were ending is nobody else's.
    while (due := services.due_pushes(now)) and LINES.acquire(blocking=False):
        try:
            _send(due, until=begun + AT_MOST)
        finally:
            LINES.release()
        if (now := timezone.now()) > begun + AT_MOST:
            return  # the next sweep goes on


def _send(push_ids: Iterable[int], *, until: datetime) -> None:
    """One after the other; what the other line has taken is passed over."""
    for push_id in push_ids:
        if (now := timezone.now()) > until:
            return
        services.push(push_id, now=now)


@shared_task(ignore_result=True)
def sweep_mails() -> None:
    """The same for mails, one line: a mail server is one machine, and near."""
    begun = now = timezone.now()
    OutgoingMail.objects.forget_stale(now)
    if not MAILS.acquire(blocking=False):
        return
    try:
        for mail_id in mail.due_mails(now):
            if timezone.now() > begun + AT_MOST:
                return  # the next sweep goes on
            mail.send(mail_id, now=timezone.now())
    finally:
        MAILS.release()


def forget_ended_phones(person_id: str) -> None:
    """Whose sessions ended is told there no more."""
    PushSubscription.objects.filter(person=UUID(person_id)).forget_ended(timezone.now())
