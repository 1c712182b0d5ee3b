"""What makes calls for help climb when nobody touches them, and what follows from events."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from accounts.models import User
from wellbeing.support.help_now.services import answering, climbing, pressing, telling


@shared_task(ignore_result=True)
def sweep_help_calls() -> None:
    """Let whatever nobody answered in time climb."""
    climbing.sweep(now=timezone.now())


def tell_of_help_call(call_id: str) -> None:
    """Open pages once more, and phones whose app is closed."""
    telling.push_to_phones(UUID(call_id), now=timezone.now())
    telling.hint_everybody(UUID(call_id))


def leave_with_access(person_id: str) -> None:
    """Whoever left the company neither comes nor calls; signing out alone changes nothing."""
    gone = User.objects.filter(pk=UUID(person_id), is_active=False).first()
    if gone:
        now = timezone.now()
        answering.stay_away(gone, now=now)
        pressing.hang_up(gone, now=now)
