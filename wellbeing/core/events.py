"""Events go through an outbox (architecture decision 3)."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from celery import current_app
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from wellbeing.core.models import OutboxEvent

Reaction = Callable[..., None]

# How long one worker has an event to itself; if it dies, the event comes due again.
CLAIM = timedelta(minutes=2)
# What keeps failing is tried ever more rarely, and never given up.
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(hours=1)

_reactions: dict[str, list[Reaction]] = {}
_log = logging.getLogger("aftercall.outbox")


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
    transaction.on_commit(lambda: _nudge(row.pk), robust=True)


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
    wait = min(FIRST_WAIT * 2 ** min(row.attempts, 12), LONGEST_WAIT)
    outcome: dict[str, datetime] = {"try_at": now + wait}
    try:
        yield
        outcome = {"done_at": timezone.now()}
    finally:
        event.update(**outcome)


def _nudge(event_id: int) -> None:
    try:
        current_app.send_task("wellbeing.core.tasks.run_reactions", args=[event_id], retry=False)
    except OperationalError:
        # A broker that is away costs the delay of the next sweep, never the request.
        _log.warning("The broker is away; event %s waits for the sweep.", event_id)
