"""One agent who says whatever moves the published numbers most, through the shipped code."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.db import transaction

from accounts.models import User
from wellbeing.checkins.rules import SOURCES
from wellbeing.checkins.services import Answer, record_checkin
from wellbeing.core.counting import counted
from wellbeing.core.subjects import subject_of
from wellbeing.incidents.services.counting import note_kinds
from wellbeing.support.uses.services import note_use
from wellbeing.trends.audit import Said
from wellbeing.trends.budget import TABLES, Stream
from wellbeing.trends.schedule import period
from wellbeing.trends.sources import contributions

_MONDAY = date(2026, 1, 5)


def worst_year(table: str) -> list[Said]:
    """For each row of the budget what this agent adds to every release of it."""
    return [Said(stream, _vector(stream)) for stream in TABLES[table]]


def _vector(stream: Stream) -> tuple[int, ...]:
    counts = contributions(stream.name)
    if counts is None:
        return (0,) * stream.length
    diary = uuid4()
    for moment, mood in _diary(stream):
        _say(diary, moment, mood)
    found = [0] * stream.length
    _ask_and_report(diary)
    with transaction.atomic(), counted([(diary, 0)]) as members:
        for _cell, vector in counts(period(_MONDAY, stream.weeks, ZoneInfo("UTC")), members):
            for place, value in vector:
                found[place] += value
    return tuple(found)


def _diary(stream: Stream) -> Iterator[tuple[datetime, int]]:
    start = datetime(_MONDAY.year, _MONDAY.month, _MONDAY.day, 1, tzinfo=UTC)
    if stream.name == "cycle_13wk":  # up and down in twelve slots
        yield from ((start + timedelta(hours=2 * slot), 1 + 4 * (slot % 2)) for slot in range(12))
    elif stream.name == "intervention":  # all well before, all bad after
        for week in range(stream.weeks):
            yield start + timedelta(weeks=week), 5 if week < stream.weeks // 2 else 1
    else:
        for day in range(7 * stream.weeks):
            yield start + timedelta(days=day), 1


def _say(diary: UUID, moment: datetime, mood: int) -> None:
    answer = Answer(
        revision=1, answered_at=moment, revised_at=moment, mood=mood, energy=mood,
        sources=SOURCES[:1],
    )  # fmt: skip
    record_checkin(
        subject=subject_of(diary), id=uuid4(), answer=answer, skew=timedelta(), now=moment
    )


def _ask_and_report(diary: UUID) -> None:
    """One kind of each alone: two would share the hundred and be a shorter vector."""
    start = datetime(_MONDAY.year, _MONDAY.month, _MONDAY.day, 1, tzinfo=UTC)
    agent = User(diary=diary, time_zone="UTC")
    with transaction.atomic():
        note_use(agent, kind="peer", now=start)
        note_kinds(agent, kinds=["threat"], now=start)
