"""One week of a small company, published, and asked for again and again: F, on the shipped code."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from django.db import IntegrityError

from accounts.models import RoleGrant, Unit, User
from accounts.models.people import Role
from wellbeing.trends.models import Figure
from wellbeing.trends.planning import plan_until, zone
from wellbeing.trends.release import Task, close
from wellbeing.trends.schedule import monday_of, period

_MONDAY = date(2026, 1, 5)
_AGENTS = 100


def seen_of_a_week(*, times: int) -> int:
    """How many different values a reader finds for one group and week after so many closings."""
    start = datetime(_MONDAY.year, _MONDAY.month, _MONDAY.day, 12, tzinfo=UTC)
    _hire(start)
    plan_until(start)
    task = Task(stream="mood_week", period=period(monday_of(start, zone()), 1, zone()))
    found: set[str] = set()
    for hour in range(times):
        _ask(task, task.period.cutoff + timedelta(hours=hour))
        found.update(_published(task))
    assert found, "nothing was published: there is nothing to compare"
    return len(found)


def _hire(now: datetime) -> None:
    unit = Unit.objects.create(kind=Unit.Kind.ORGANISATION, name="Asked again")
    people = User.objects.bulk_create(
        User(personnel_number=uuid4().hex, name="Somebody", unit=unit, joined_at=now)
        for _ in range(_AGENTS)
    )
    RoleGrant.objects.bulk_create(
        RoleGrant(person=one, role=Role.AGENT, unit=unit, starts_at=now) for one in people
    )


def _ask(task: Task, now: datetime) -> None:
    with suppress(IntegrityError):  # the database refuses a second release, whoever asks
        close(task, now=now)


def _published(task: Task) -> list[str]:
    figures = Figure.objects.filter(
        release__stream=task.stream, release__starts_on=task.period.starts_on
    ).exclude(cell=None)
    return [str(one.values) for one in figures.filter(cell__level="base")]
