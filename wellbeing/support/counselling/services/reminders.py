"""Reminding those who wanted to be, once."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from wellbeing.notifications.mail import tell_by_mail
from wellbeing.notifications.services import notify
from wellbeing.support.counselling.models import Reminder

TOPIC, WEEK = "appointments", "counselling"  # pages of clients, and of counsellors
REMINDER, NEWS = "appointment", "appointment_news"


def sweep(*, now: datetime) -> None:
    due = Reminder.objects.filter(done_at=None, due_at__lte=now)
    for reminder in due.select_related("booking"):
        _remind(reminder, now)


@transaction.atomic
def _remind(reminder: Reminder, now: datetime) -> None:
    # One UPDATE decides between two sweeps; what it leaves is stored with it.
    if Reminder.objects.filter(pk=reminder.pk, done_at=None).update(done_at=now):
        booking = reminder.booking
        key = f"reminder:{reminder.pk}"
        tell(booking.client_id, TOPIC, REMINDER, key=key, until=booking.starts_at, now=now)


def tell(
    person_id: UUID, topic: str, words: str, *, key: str, until: datetime, now: datetime
) -> None:
    """On a closed phone, and by mail where that is wanted; neither says with whom or about what."""
    notify(person_id=person_id, topic=topic, key=key, until=until, now=now)
    tell_by_mail(person_id=person_id, words=words, key=key, until=until, now=now)
