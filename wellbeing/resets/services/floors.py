"""Moves a floor on: what is over is closed, and free places go to the first in line."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from wellbeing.core.events import publish
from wellbeing.resets.events import PassMoved
from wellbeing.resets.models import BreakPass, BreakPolicy, Floor
from wellbeing.resets.models.passes import BreakPassQuerySet
from wellbeing.resets.rules import HOLD


def lock(floor_id: int) -> Floor:
    """One at a time for each floor; SQLite's IMMEDIATE transaction locks them all."""
    assert transaction.get_connection().in_atomic_block, "a lock lasts as long as its transaction"
    return Floor.objects.select_for_update().get(pk=floor_id)


def advance(floor: Floor, *, now: datetime) -> int:
    """Do whatever is due on a locked floor; returns how many places are free after it."""
    passes = BreakPass.objects.filter(floor=floor)
    taking = list(passes.taking_a_place())
    due = [row for row in taking if row.state(now) not in {"running", "held"}]
    if due:
        passes.close_what_is_due(now)
        _tell(row.id for row in due if not row.starts_at)
    policy = BreakPolicy.objects.in_force(now, [floor.pk]).get(floor.pk)
    if policy is None:
        _close_line(passes, now)
        return 0
    free = max(0, (policy.places or 0) - len(taking) + len(due))
    return free - _hold(passes, free, now) if free else 0


def _hold(passes: BreakPassQuerySet, free: int, now: datetime) -> int:
    """Hold that many places for the first in line; returns how many were waiting for one."""
    first = list(passes.waiting().order_by("turn")[:free])
    passes.filter(turn__in=[row.turn for row in first]).update(hold_until=now + HOLD)
    _tell(row.id for row in first)
    return len(first)


def _close_line(passes: BreakPassQuerySet, now: datetime) -> None:
    """The policy ended: who waits, waits for nothing. A hold is a promise and is kept."""
    left = list(passes.waiting())
    passes.waiting().update(closed_at=now)
    _tell(row.id for row in left)


def _tell(pass_ids: Iterable[UUID]) -> None:
    for id in pass_ids:
        publish(PassMoved(pass_id=str(id)))


@transaction.atomic
def move_on(floor_id: int, *, now: datetime) -> None:
    advance(lock(floor_id), now=now)


def catch_up(floor_id: int, *, now: datetime) -> None:
    """Before somebody looks; nothing is locked where nothing is due."""
    if BreakPass.objects.filter(_due(now), floor=floor_id, closed_at=None).exists():
        move_on(floor_id, now=now)


def sweep(*, now: datetime) -> None:
    """Every floor on which something is due or somebody waits. Two of these at once do no harm."""
    waiting = Q(starts_at=None, hold_until=None)
    due = BreakPass.objects.filter(_due(now) | waiting, closed_at=None)
    for floor_id in due.order_by("floor").values_list("floor", flat=True).distinct():
        move_on(floor_id, now=now)


def _due(now: datetime) -> Q:
    return Q(ends_at__lte=now) | Q(starts_at=None, hold_until__lte=now)
