"""What the worker does for the outbox."""

from datetime import timedelta
from threading import BoundedSemaphore

from celery import shared_task
from django.utils import timezone

from wellbeing.core import events
from wellbeing.core.models import OutboxEvent

KEEP_DONE = timedelta(days=7)
# In the one-machine size other work has threads too.
LINE = BoundedSemaphore(1)
AT_MOST = timedelta(seconds=20)


@shared_task(ignore_result=True)
def run_reactions(event_id: int) -> None:
    """Run what follows from one event."""
    events.react(event_id, timezone.now())


@shared_task(ignore_result=True)
def sweep_outbox() -> None:
    """Do whatever is due: events whose nudge was lost and those that failed before.

    Here and now: handed out once more, they would only lengthen the queue that is too long already.
    """
    if not LINE.acquire(blocking=False):
        return
    begun = timezone.now()
    try:
        due = OutboxEvent.objects.due(begun).order_by("try_at", "pk")
        for event_id in due.values_list("pk", flat=True)[:500]:
            if timezone.now() > begun + AT_MOST:
                return  # the next sweep goes on
            run_reactions.apply([event_id])  # what fails is logged, and stops no other
    finally:
        LINE.release()


@shared_task(ignore_result=True)
def forget_done_events() -> None:
    """A done event is of no use to anybody after a week."""
    OutboxEvent.objects.filter(done_at__lt=timezone.now() - KEEP_DONE).delete()
