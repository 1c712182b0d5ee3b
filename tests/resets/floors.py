"""Policies and passes as tests set them up."""

from datetime import datetime
from uuid import uuid4

from accounts.models import Unit, User
from tests.times import LONG_AGO
from wellbeing.resets.models import BreakPass, BreakPolicy, Floor
from wellbeing.resets.services.passes import ask_for_pass

FIGURES = {
    "minutes": 15,
    "passes_a_day": 2,
    "places": 1,
    "extra_after_threat": 2,
    "extra_after_slur": 1,
}


def policy_of(unit: Unit, by: User, *, since: datetime = LONG_AGO, **more: int) -> BreakPolicy:
    """One that has held for years."""
    Floor.objects.get_or_create(unit=unit)
    return BreakPolicy.objects.create(
        by=by,
        id=uuid4(),
        unit=unit,
        valid_from=since,
        time_zone=by.time_zone,
        **FIGURES | more,
    )


def on_a_pass(agent: User, *, now: datetime, minutes: int = 15) -> BreakPass:
    """On one, or in line for one."""
    row, _ = ask_for_pass(agent, id=uuid4(), minutes=minutes, because=None, now=now)
    return row


def url(id: object) -> str:
    return f"/api/v1/break-passes/{id}"


def acceptance(id: object) -> str:
    return f"/api/v1/break-passes/{id}/acceptance"


def fresh(row: BreakPass) -> BreakPass:
    return BreakPass.objects.get(agent=row.agent_id, id=row.id)
