"""Reads of break passes: what is left of a day, and where somebody stands in line."""

import hmac
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from accounts.models import User
from wellbeing.core.marks import day_of
from wellbeing.resets.models import BreakPass, BreakPolicy, PassDay
from wellbeing.resets.rules import REASONS, next_minute


def end_of_day(policy: BreakPolicy, *, now: datetime) -> datetime:
    """On the clock of the policy: a clock of one's own could be set to have another day."""
    return day_of(now, ZoneInfo(policy.time_zone))[1]


def taken_today(agent: User, *, now: datetime) -> list[str]:
    """The sealed ids of the passes that count now."""
    days = PassDay.objects.filter(agent=agent, ends_at__gt=now)
    return [sealed for day in days for sealed in day.taken]


def sealed_id(id: UUID) -> str:
    return hmac.digest(
        bytes.fromhex(settings.SUBJECT_KEY), b"break-pass" + id.bytes, "sha256"
    ).hex()


def left_today(agent: User, policy: BreakPolicy, *, now: datetime) -> dict[str | None, int]:
    """By what was said, nothing among it; never added up."""
    taken = len(taken_today(agent, now=now))
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
