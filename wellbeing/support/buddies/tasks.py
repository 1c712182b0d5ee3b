"""What happens by itself between buddies."""

from uuid import UUID

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from wellbeing.notifications.live import hint
from wellbeing.notifications.services import notify
from wellbeing.support.buddies import services
from wellbeing.support.buddies.models import Buddy
from wellbeing.support.buddies.rules import PUSHED_FOR

TOPIC = "buddies"


@shared_task(ignore_result=True)
def sweep_buddies() -> None:
    """Part who must not meet, pair who waits, and remind each of the other once a week."""
    now = timezone.now()
    services.part_who_are_kept_apart(now=now)
    services.match(now=now)
    for person_id in Buddy.objects.due(now).values_list("pk", flat=True):
        with transaction.atomic():
            if services.nudge(person_id, now=now):
                key = f"{TOPIC}:{now.date()}"
                notify(person_id=person_id, topic=TOPIC, key=key, until=now + PUSHED_FOR, now=now)


def tell_of_buddies(person_id: str) -> None:
    """That there is somebody, or nobody any more, or that it is time to ask how they are."""
    hint(person_id=person_id, topic=TOPIC)


def leave_with_access(person_id: str) -> None:
    """Whoever left the company is nobody's buddy; signing out alone changes nothing."""
    gone = User.objects.filter(pk=UUID(person_id), is_active=False).first()
    if gone:
        services.leave(gone, now=timezone.now())
