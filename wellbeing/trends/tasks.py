"""Closes what is due. Its result and its arguments hold nothing."""

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from wellbeing.trends.closing import close_due


@shared_task(
    ignore_result=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5
)
def close_periods() -> None:
    """Publish every period whose cut-off has passed; safe to run at any time, by anybody."""
    close_due(timezone.now())
