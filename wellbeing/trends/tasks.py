"""Closes what is due, and tells those who asked. Results and arguments hold no number."""

from datetime import date
from smtplib import SMTPException
from uuid import UUID

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from wellbeing.notifications.live import hint_everybody
from wellbeing.trends import digest
from wellbeing.trends.closing import close_due


@shared_task(
    ignore_result=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5
)
def close_periods() -> None:
    """Publish every period whose cut-off has passed; safe to run at any time, by anybody."""
    close_due(timezone.now())


def tell_open_pages(stream: str, starts_on: str) -> None:
    """That there is something new to read; which numbers, the page asks."""
    hint_everybody("trends")


def mail_digests(stream: str, starts_on: str) -> None:
    """One task for each reader, so that an address that fails keeps nobody else waiting."""
    if stream == digest.STREAM:
        for person_id in digest.readers_of(date.fromisoformat(starts_on)):
            mail_digest.delay(person_id=str(person_id), starts_on=starts_on)


@shared_task(
    ignore_result=True, autoretry_for=(SMTPException, OSError), retry_backoff=60, max_retries=8
)
def mail_digest(*, person_id: str, starts_on: str) -> None:
    digest.send_digest(UUID(person_id), starts_on=date.fromisoformat(starts_on), now=timezone.now())
