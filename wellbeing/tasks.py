"""Retention, for everything that wellbeing/privacy.py knows."""

from celery import shared_task
from django.utils import timezone

from wellbeing import privacy


@shared_task(ignore_result=True)
def expire_records() -> None:
    """Forget whatever has been kept as long as we said."""
    privacy.expire(timezone.now())
