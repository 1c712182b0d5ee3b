"""What the worker does for pushes, and what follows from events."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from wellbeing.notifications import services
from wellbeing.notifications.models import OutgoingPush, PushSubscription

SWEEP_EXPIRES = 30  # seconds


@shared_task(ignore_result=True)
def send_push(push_id: int) -> None:
    """Send one push."""
    services.push(push_id, now=timezone.now())


@shared_task(ignore_result=True)
def sweep_pushes() -> None:
    """Hand out whatever is due, and forget what would come too late."""
    now = timezone.now()
    OutgoingPush.objects.forget_stale(now)
    due = OutgoingPush.objects.due(now).order_by("try_at", "pk")
    for push_id in due.values_list("pk", flat=True)[:500]:
        send_push.apply_async([push_id], expires=SWEEP_EXPIRES)


def forget_ended_phones(person_id: str) -> None:
    """Whose sessions ended is told there no more."""
    PushSubscription.objects.filter(person=UUID(person_id)).forget_ended(timezone.now())
