"""What moves appointments on when nobody touches them, and what follows from events."""

from datetime import timedelta
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from wellbeing.notifications.live import hint
from wellbeing.support.counselling.services import leaving, line, reminders, waiting

# A closed phone is told within the day or not at all; whoever opens the app sees it anyway.
STALE = timedelta(days=1)


@shared_task(ignore_result=True)
def sweep_appointments() -> None:
    """Pass on what was kept long enough, remind whoever wanted to be, notice who is gone."""
    now = timezone.now()
    leaving.close_forsaken(now=now)
    line.sweep(now=now)
    reminders.sweep(now=now)


@shared_task(ignore_result=True)
def look_out_for_times() -> None:
    """Keep what came free for whoever waits without an appointment."""
    waiting.look_out(now=timezone.now())


def tell_of_appointment(person_id: str, key: str, seeing_clients: bool, told: bool) -> None:
    """Their open pages, and where it was not their own doing their phone and their mail."""
    if told:
        now = timezone.now()
        topic = reminders.WEEK if seeing_clients else reminders.TOPIC
        words = reminders.NEWS
        reminders.tell(UUID(person_id), topic, words, key=key, until=now + STALE, now=now)
    hint(person_id=person_id, topic=reminders.TOPIC)


def leave(person_id: str) -> None:
    leaving.leave(UUID(person_id), now=timezone.now())
