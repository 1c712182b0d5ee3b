"""Everything that is due: planned, closed, booked as lost after a restore."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Coalesce

from wellbeing.trends import chain, schedule
from wellbeing.trends.budget import TABLES, streams_named
from wellbeing.trends.models import Closing, Intervention, Planning, Release
from wellbeing.trends.planning import (
    choice_for,
    epoch,
    one_at_a_time,
    plan_until,
    planning_on,
    zone,
)
from wellbeing.trends.release import Task, close
from wellbeing.trends.sources import contributions

CHANGE_WEEKS = 16


def close_due(now: datetime) -> int:
    """Plan what has begun and close what is over; returns how many periods were published.

    Raises chain.CopyMissing, before anything is published, where a restore cannot be ruled out.
    """
    _book_what_a_restore_took(now)
    chain.append_missing()
    _note_what_was_published(now)
    plan_until(now)
    return sum(_close_one(task, now) for task in list(due(now)))


def due(now: datetime) -> Iterator[Task]:
    """Periods whose cut-off has passed and of which nothing was published, oldest first."""
    first = epoch()
    if first is None:
        return
    tasks = [task for name in sorted(_weeks(first)) for task in _of_stream(name, first, now)]
    tasks += _changes(now)
    yield from sorted(tasks, key=lambda task: task.period.ends_on)


def _weeks(first: date) -> dict[str, int]:
    """Each stream that has a share of the budget, and how many weeks its period has."""
    planning = planning_on(first)
    assert planning is not None
    latest = Planning.objects.latest("number")
    rows = TABLES[choice_for(latest.number).table]
    return {row.name: row.weeks for row in rows if row.level != "change"}


def _of_stream(name: str, first: date, now: datetime) -> Iterator[Task]:
    if contributions(name) is None:
        return
    done = set(
        Release.objects.filter(stream=name, intervention=None).values_list("starts_on", flat=True)
    )
    for period in schedule.closed(first, _weeks(first)[name], now=now, zone=zone()):
        if period.starts_on not in done and _is_planned(name, period.starts_on):
            yield Task(stream=name, period=period)


def _is_planned(name: str, day: date) -> bool:
    """Whether there were groups then, and a share of the budget for this stream."""
    planning = planning_on(day)
    if planning is None or not planning.cells.exists():
        return False
    return bool(streams_named(name, choice_for(planning.number).table))


def _changes(now: datetime) -> Iterator[Task]:
    over = Intervention.objects.filter(release=None, ends_on__lt=now.date())
    for change in over:
        starts_on = change.ends_on - CHANGE_WEEKS * schedule.WEEK
        period = schedule.period(starts_on, CHANGE_WEEKS, zone())
        if period.cutoff <= now:
            yield Task(stream="intervention", period=period, intervention=change)


def _close_one(task: Task, now: datetime) -> bool:
    """Note the try, close, note the end: three transactions, so that a try that died is seen."""
    which: dict[str, Any] = {
        "stream": task.stream,
        "starts_on": task.period.starts_on,
        "of_intervention": task.intervention.pk if task.intervention else 0,
    }
    Closing.objects.get_or_create(**which, defaults={"tried_at": now})
    noted = Closing.objects.filter(**which)
    noted.update(tries=F("tries") + 1, tried_at=now)
    published = close(task, now=now)
    noted.update(finished_at=now)
    return published


def _book_what_a_restore_took(now: datetime) -> None:
    if chain.unknown_to_the_database():
        with transaction.atomic():
            one_at_a_time(Release)
            book_lost(chain.unknown_to_the_database(), now=now)  # less, if another worker did it


def _note_what_was_published(now: datetime) -> None:
    """A worker may have ended between publishing and noting that it did."""
    of_change = Coalesce("intervention", 0)
    published = Release.objects.annotate(of_change=of_change).filter(
        stream=OuterRef("stream"),
        starts_on=OuterRef("starts_on"),
        of_change=OuterRef("of_intervention"),
    )
    Closing.objects.filter(Exists(published), finished_at=None).update(finished_at=now)


@transaction.atomic
def book_lost(lines: list[dict[str, Any]], *, now: datetime) -> None:
    """What was published before a restore is paid for, and never computed again."""
    for line in lines:
        number, link = chain.last_link()
        announced = Intervention.objects.filter(pk=line["intervention"]).first()
        # The announcement itself may be lost too; the key of a period must still be its own.
        level = line["level"] if announced or not line["intervention"] else f"c{number % 10**6}"
        release = Release(
            number=number + 1,
            lost=True,
            released_at=now,
            previous_hash=link,
            starts_on=date.fromisoformat(line["starts_on"]),
            ends_on=date.fromisoformat(line["ends_on"]),
            intervention=announced,
            level=level,
            **{key: line[key] for key in _KEPT},
        )
        release.hash = chain.hash_of(chain.content(release, []))
        release.save(force_insert=True)


_KEPT = ("stream", "preset", "rho_year", "rho", "l2", "scale", "engine")
