"""What moves floors on when nobody touches them, and what follows from events."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from wellbeing.notifications.live import hint
from wellbeing.notifications.services import notify
from wellbeing.resets.models import BreakPass
from wellbeing.resets.services import floors, passes

TOPIC = "break-passes"


@shared_task(ignore_result=True)
def sweep_floors() -> None:
    """Close what is over, and hold free places for the first in line."""
    now = timezone.now()
    floors.sweep(now=now)
    BreakPass.objects.forget_what_is_over(now)


def tell_holder(pass_id: str) -> None:
    """Let whoever stands in line know: their open pages, and if a place is held, their phone."""
    now = timezone.now()
    for row in BreakPass.objects.filter(id=pass_id):
        if row.hold_until and row.state(now) == "held":
            key, until = f"{TOPIC}:{pass_id}", row.hold_until
            notify(person_id=row.agent_id, topic=TOPIC, key=key, until=until, now=now)
        hint(person_id=str(row.agent_id), topic=TOPIC, id=pass_id)


def end_pass_of_leaver(person_id: str) -> None:
    passes.end_pass_of_leaver(UUID(person_id), now=timezone.now())
