"""Reads of break passes: what is left of a day, and where somebody stands in line."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from accounts.models import User
from wellbeing.resets.models import BreakPass, BreakPolicy
from wellbeing.resets.rules import REASONS, day_of, next_minute


def taken_today(agent: User, *, now: datetime) -> int:
    start, end = day_of(now, ZoneInfo(agent.time_zone))
    passes = BreakPass.objects.filter(agent=agent, starts_at__gte=start, starts_at__lt=end)
    return passes.count()


def left_today(agent: User, policy: BreakPolicy, *, now: datetime) -> dict[str | None, int]:
    """By what was said, nothing among it; never added up."""
    taken = taken_today(agent, now=now)
    return {said: max(0, policy.passes_after(said) - taken) for said in (None, *REASONS)}


def open_pass(agent: User, *, now: datetime) -> UUID | None:
    """The one that runs, or for which the agent stands in line."""
    row = BreakPass.objects.open().filter(agent=agent).first()
    return row.id if row and row.state(now) in {"waiting", "held", "running"} else None


def place_in_line(waiting: BreakPass) -> int:
    line = BreakPass.objects.waiting().filter(floor=waiting.floor_id)
    return line.filter(turn__lt=waiting.turn).count() + 1


def expected_at(waiting: BreakPass, place: int, *, now: datetime) -> datetime | None:
    """When enough of those who are away are due back; None where holds or length leave it open."""
    policy = BreakPolicy.objects.in_force(now, [waiting.floor_id]).get(waiting.floor_id)
    if policy is None:
        return None
    places = policy.places or 0
    taking = BreakPass.objects.taking_a_place().filter(floor=waiting.floor_id)
    ends = list(taking.granted().order_by("ends_at").values_list("ends_at", flat=True))
    needed = place + max(0, taking.count() - places)
    due = ends[needed - 1] if needed <= len(ends) else None
    return next_minute(due) if due else None
