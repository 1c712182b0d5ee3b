"""Events go through an outbox (architecture decision 3)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from wellbeing.core.backoff import wait_after
from wellbeing.core.models import OutboxEvent
from wellbeing.core.nudges import nudge

Reaction = Callable[..., None]

# How long one worker has an event to itself; if it dies, the event comes due again.
CLAIM = timedelta(minutes=2)
# What keeps failing is tried ever more rarely, and never given up.
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(hours=1)

_reactions: dict[str, list[Reaction]] = {}
RUN = "wellbeing.core.tasks.run_reactions"


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
    transaction.on_commit(lambda: nudge(RUN, [row.pk]), robust=True)


def react(event_id: int, now: datetime) -> bool:
    """Run what follows from one event, unless another worker has it; False if it was not ours."""
    row = OutboxEvent.objects.due(now).filter(pk=event_id).first()
    if row is None or not _claim(row, now):
        return False
    with _settled(row, now):
        for reaction in _reactions.get(row.name, []):
            reaction(**row.payload)
    return True


def _claim(row: OutboxEvent, now: datetime) -> bool:
    # One UPDATE decides between workers: only one still finds the number of attempts as it was.
    mine = OutboxEvent.objects.due(now).filter(pk=row.pk, attempts=row.attempts)
    return bool(mine.update(attempts=row.attempts + 1, try_at=now + CLAIM))


@contextmanager
def _settled(row: OutboxEvent, now: datetime) -> Iterator[None]:
    """Done, or to be tried again later. A worker that is killed settles nothing: see CLAIM."""
    event = OutboxEvent.objects.filter(pk=row.pk)
    wait = wait_after(row.attempts, first=FIRST_WAIT, longest=LONGEST_WAIT)
    outcome: dict[str, Any] = {"try_at": now + wait}
    try:
        yield
        # Whom it was about is nobody's business any more: a stolen database shall not say who did
        # something in the moment in which something nameless was done.
        outcome = {"done_at": timezone.now(), "payload": {}}
    finally:
        event.update(**outcome)
