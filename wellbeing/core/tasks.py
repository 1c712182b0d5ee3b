"""What the worker does for the outbox."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from wellbeing.core import events
from wellbeing.core.models import OutboxEvent

KEEP_DONE = timedelta(days=7)
SWEEP_EXPIRES = 30  # seconds


@shared_task(ignore_result=True)
def run_reactions(event_id: int) -> None:
    """Run what follows from one event."""
    events.react(event_id, timezone.now())


@shared_task(ignore_result=True)
def sweep_outbox() -> None:
    """Hand out whatever is due: events whose nudge was lost and those that failed before."""
    due = OutboxEvent.objects.due(timezone.now()).order_by("try_at", "pk")
    for event_id in due.values_list("pk", flat=True)[:500]:
        # Gone again by the time of a later sweep, which would only hand it out twice.
        run_reactions.apply_async([event_id], expires=SWEEP_EXPIRES)


@shared_task(ignore_result=True)
def forget_done_events() -> None:
    """A done event is of no use to anybody after a week."""
    OutboxEvent.objects.filter(done_at__lt=timezone.now() - KEEP_DONE).delete()
