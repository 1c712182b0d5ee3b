"""The second way of telling somebody: a mail that says that something waits, never what."""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException
from uuid import UUID

from celery import current_app
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from kombu.exceptions import OperationalError

from accounts.models import User
from wellbeing.notifications.models import MailWish, OutgoingMail

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
WORDS = ("appointment", "appointment_news", "appointment_file")

_log = logging.getLogger("aftercall.mail")


def wish(person: User, *, wanted: bool, now: datetime) -> None:
    if wanted:
        MailWish.objects.get_or_create(person=person, defaults={"asked_on": now.date()})
    else:
        MailWish.objects.filter(person=person).delete()


def is_wanted(person: User) -> bool:
    return MailWish.objects.filter(person=person).exists()


def can_be_written_to(person: User) -> bool:
    return person.is_active and bool(person.email)


@transaction.atomic
def tell_by_mail(*, person_id: UUID, words: str, key: str, until: datetime, now: datetime) -> None:
    """To those who asked to be told by mail: once for each key, and never after `until`."""
    if MailWish.objects.filter(person=person_id).exists():
        _post(person_id, words, key=key, until=until, now=now)


@transaction.atomic
def send_file(*, person_id: UUID, calendar: str, key: str, until: datetime, now: datetime) -> None:
    """A file for their calendar, to somebody who asked for this very one."""
    _post(person_id, "appointment_file", key=key, until=until, now=now, calendar=calendar)


def _post(
    person_id: UUID, words: str, *, key: str, until: datetime, now: datetime, calendar: str = ""
) -> None:
    """What this leaves is stored with the act that calls it; a repeat of that act adds nothing."""
    assert words in WORDS, words
    reachable = User.objects.filter(pk=person_id, is_active=True).exclude(email="")
    if until <= now or not reachable.exists():
        return
    row = OutgoingMail(
        person_id=person_id, key=key, words=words, calendar=calendar, try_at=now, stale_at=until
    )
    OutgoingMail.objects.bulk_create([row], ignore_conflicts=True)
    transaction.on_commit(_nudge, robust=True)


def due_mails(now: datetime) -> list[int]:
    due = OutgoingMail.objects.due(now).order_by("try_at", "pk")
    return list(due.values_list("pk", flat=True)[:100])


def send(mail_id: int, *, now: datetime) -> bool:
    """Send one that is due, unless another worker has; False if it was not ours."""
    row = OutgoingMail.objects.due(now).filter(pk=mail_id).select_related("person").first()
    # Marked first: a worker that dies here costs one mail and never sends two.
    if row is None or not OutgoingMail.objects.due(now).filter(pk=mail_id).update(sent_at=now):
        return False
    if not can_be_written_to(row.person):
        return True
    try:
        _message(row).send()
    except (SMTPException, OSError) as fault:
        # Ids alone: an address is not for a log.
        _log.warning("Mail %s could not be sent: %s.", row.pk, type(fault).__name__)
        _try_later(row, now)
        return True
    OutgoingMail.objects.filter(pk=mail_id).update(calendar="")
    return True


def _message(row: OutgoingMail) -> EmailMessage:
    with translation.override(row.person.language):
        said = {"name": row.person.name, "origin": settings.ORIGIN}
        text = render_to_string(f"mail/{row.words}.txt", said)
    subject, _, body = text.strip().partition("\n")
    message = EmailMessage(
        subject, body.strip() + "\n", settings.DEFAULT_FROM_EMAIL, [row.person.email]
    )
    if row.calendar:
        message.attach("appointment.ics", row.calendar, "text/calendar")
    return message


def _try_later(row: OutgoingMail, now: datetime) -> None:
    try_at = now + min(FIRST_WAIT * 2 ** min(row.attempts, 12), LONGEST_WAIT)
    if try_at < row.stale_at:
        again = {"sent_at": None, "try_at": try_at, "attempts": row.attempts + 1}
        OutgoingMail.objects.filter(pk=row.pk).update(**again)


def _nudge() -> None:
    try:
        current_app.send_task("wellbeing.notifications.tasks.sweep_mails", retry=False)
    except OperationalError:
        # A broker that is away costs the delay of the next sweep, never the act.
        _log.warning("The broker is away; mails wait for the sweep.")
