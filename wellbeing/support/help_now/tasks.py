"""What makes calls for help climb when nobody touches them, and what follows from events."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from wellbeing.support.help_now.services import climbing, telling


@shared_task(ignore_result=True)
def sweep_help_calls() -> None:
    """Let whatever nobody answered in time climb."""
    climbing.sweep(now=timezone.now())


def tell_of_help_call(call_id: str) -> None:
    """Open pages once more, and phones whose app is closed."""
    telling.push_to_phones(UUID(call_id), now=timezone.now())
    telling.hint_everybody(UUID(call_id))
