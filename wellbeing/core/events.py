"""Events go through an outbox (architecture decision 3)."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from celery import current_app
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from wellbeing.core.models import OutboxEvent

Reaction = Callable[..., None]

# A reaction that keeps failing is tried for about a day, then waits for an operator.
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(hours=1)
CLAIM = timedelta(minutes=2)

_reactions: dict[str, list[Reaction]] = {}


@dataclass(frozen=True, kw_only=True)
class Event:
    """A fact in the past tense, carrying ids only."""


def react_to(event: type[Event], *reactions: Reaction) -> None:
    """Bind what follows from an event. Every reaction must be safe to run twice."""
    _reactions[event.__name__] = list(reactions)


def publish(event: Event) -> None:
    """Store the event with the act it tells of; call it inside that act's transaction."""
    assert transaction.get_connection().in_atomic_block, "an event belongs to its act's transaction"
    now = timezone.now()
    row = OutboxEvent.objects.create(
        name=type(event).__name__, payload=asdict(event), published_at=now, try_at=now
    )
    # A broker that is away costs the delay of the next sweep, never the request.
    transaction.on_commit(lambda: _nudge(row.pk), robust=True)


def react(event_id: int, now: datetime) -> bool:
    """Run what follows from one event, unless another worker has it; False if it was not ours."""
    if not _claim(event_id, now):
        return False
    row = OutboxEvent.objects.get(pk=event_id)
    for reaction in _reactions.get(row.name, []):
        reaction(**row.payload)
    OutboxEvent.objects.filter(pk=event_id).update(done_at=timezone.now())
    return True


def _claim(event_id: int, now: datetime) -> int:
    # One UPDATE decides between workers; if we die, the row comes due again by itself.
    attempts = OutboxEvent.objects.filter(pk=event_id).values_list("attempts", flat=True).first()
    if attempts is None:
        return 0
    wait = max(CLAIM, min(FIRST_WAIT * 2 ** min(attempts, 12), LONGEST_WAIT))
    due = OutboxEvent.objects.due(now).filter(pk=event_id, attempts=attempts)
    return due.update(attempts=F("attempts") + 1, try_at=now + wait)


def _nudge(event_id: int) -> None:
    current_app.send_task("wellbeing.core.tasks.run_reactions", args=[event_id], retry=False)
