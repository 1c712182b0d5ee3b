"""The second way of telling somebody: a mail that says that something waits, never what."""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from accounts.models import User
from wellbeing.core.backoff import wait_after
from wellbeing.core.nudges import nudge
from wellbeing.core.sealing import new_key, open_sealed, seal
from wellbeing.notifications.models import MailWish, OutgoingMail

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
SWEEP = "wellbeing.notifications.tasks.sweep_mails"
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
    said = {"words": words, "try_at": now, "stale_at": until}
    row, new = OutgoingMail.objects.get_or_create(person_id=person_id, key=key, defaults=said)
    if new and calendar:
        row.sealed_by = new_key()
        row.calendar = seal(row.sealed_by, calendar, place=_place(row))
        row.save(update_fields=["sealed_by", "calendar"])
    transaction.on_commit(lambda: nudge(SWEEP), robust=True)


def _place(row: OutgoingMail) -> str:
    return f"notifications_outgoingmail.calendar:{row.pk}"


def due_mails(now: datetime) -> list[int]:
    due = OutgoingMail.objects.due(now).order_by("try_at", "pk")
    return list(due.values_list("pk", flat=True)[:100])


def send(mail_id: int, *, now: datetime) -> bool:
    """Send one that is due, unless another worker has; False if it was not ours."""
    due = OutgoingMail.objects.due(now).filter(pk=mail_id)
    row = due.select_related("person", "sealed_by").first()
    # Marked first: a worker that dies here costs one mail and never sends two.
    if row is None or not due.update(sent_at=now):
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
    OutgoingMail.objects.filter(pk=mail_id).drop_files()
    return True


def _message(row: OutgoingMail) -> EmailMessage:
    with translation.override(row.person.language):
        said = {"name": row.person.name, "origin": settings.ORIGIN}
        text = render_to_string(f"mail/{row.words}.txt", said)
    subject, _, body = text.strip().partition("\n")
    message = EmailMessage(
        subject, body.strip() + "\n", settings.DEFAULT_FROM_EMAIL, [row.person.email]
    )
    if row.sealed_by and row.calendar is not None:
        calendar = open_sealed(row.sealed_by, bytes(row.calendar), place=_place(row))
        message.attach("appointment.ics", calendar, "text/calendar")
    return message


def _try_later(row: OutgoingMail, now: datetime) -> None:
    try_at = now + wait_after(row.attempts, first=FIRST_WAIT, longest=LONGEST_WAIT)
    if try_at < row.stale_at:
        again = {"sent_at": None, "try_at": try_at, "attempts": row.attempts + 1}
        OutgoingMail.objects.filter(pk=row.pk).update(**again)
