"""What moves appointments on when nobody touches them, and what follows from events."""

from datetime import timedelta
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from wellbeing.notifications.live import hint
from wellbeing.support.counselling.services import line, practices, reminders

# A closed phone is told within the day or not at all; whoever opens the app sees it anyway.
STALE = timedelta(days=1)


@shared_task(ignore_result=True)
def sweep_appointments() -> None:
    """Pass on what was kept long enough, and remind whoever wanted to be."""
    now = timezone.now()
    line.sweep(now=now)
    reminders.sweep(now=now)


def tell_of_appointment(person_id: str, key: str, told: bool) -> None:
    """Their open pages, and where it was not their own doing their phone and their mail."""
    if told:
        now = timezone.now()
        reminders.tell(UUID(person_id), key=key, until=now + STALE, now=now)
    hint(person_id=person_id, topic=reminders.TOPIC)


def leave(person_id: str) -> None:
    practices.leave(UUID(person_id), now=timezone.now())
