"""A company that is large enough to have trends, and what its people say."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID, uuid4

from accounts.models import RoleGrant, Unit, User
from accounts.models.people import Role
from tests.times import LONG_AGO
from wellbeing.checkins.models import CheckIn
from wellbeing.core.ids import uuid7
from wellbeing.core.subjects import subject_of

MONDAY = date(2026, 1, 5)
GRACE = timedelta(hours=73)


def at(day: date, hour: int = 12, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def closing_of(week: int) -> datetime:
    """A moment after the cut-off of this week, counted from 1."""
    return at(MONDAY + timedelta(weeks=week), 0) + GRACE


def company(*sites: Iterable[int]) -> list[User]:
    """An organisation with these sites, each with departments of so many agents."""
    top, _ = Unit.objects.get_or_create(kind=Unit.Kind.ORGANISATION, name="Northwind Care")
    people = []
    for n, sizes in enumerate(sites):
        site = Unit.objects.create(kind=Unit.Kind.SITE, name=f"Site {n}", parent=top)
        for m, size in enumerate(sizes):
            unit = Unit.objects.create(
                kind=Unit.Kind.DEPARTMENT, name=f"Department {n}.{m}", parent=site
            )
            people += hire(size, unit)
    return people


def hire(size: int, unit: Unit) -> list[User]:
    people = User.objects.bulk_create(
        User(personnel_number=uuid4().hex, name="Somebody", unit=unit, joined_at=LONG_AGO)
        for _ in range(size)
    )
    RoleGrant.objects.bulk_create(
        RoleGrant(person=one, role=Role.AGENT, unit=unit, starts_at=LONG_AGO) for one in people
    )
    return people


def said(
    subject: UUID,
    moment: datetime,
    mood: int,
    *,
    received: datetime | None = None,
    offset: int = 0,
    energy: int | None = None,
    sources: Iterable[str] = (),
) -> CheckIn:
    """A check-in as it is stored, not yet in the database."""
    arrived = received or moment
    return CheckIn(
        subject=subject,
        id=uuid7(moment, Random()),
        revision=1,
        answered_at=moment,
        utc_offset=offset,
        received_at=arrived,
        changed_at=arrived,
        mood=mood,
        energy=energy,
        sources=list(sources),
    )


def say(person: User, moment: datetime, mood: int, **more: object) -> CheckIn:
    row = said(subject_of(person.diary), moment, mood, **more)
    row.save(force_insert=True)
    return row


def everybody_says(people: Iterable[User], day: date, mood: int) -> None:
    CheckIn.objects.bulk_create(said(subject_of(person.diary), at(day), mood) for person in people)


def lines_of(path) -> list[dict]:
    return [json.loads(line) for line in path.read_text().splitlines()]
