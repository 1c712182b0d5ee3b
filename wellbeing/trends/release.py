"""Closes one period: counts, blurs, books and publishes, in one transaction, once.

The exact totals exist inside `close` alone. They are never logged, returned or stored.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from wellbeing.core.counting import Period, counted
from wellbeing.core.events import publish
from wellbeing.trends import chain, ledger, noise
from wellbeing.trends.budget import PRESETS, Stream, streams_named
from wellbeing.trends.events import FiguresReleased
from wellbeing.trends.models import (
    Cell,
    Figure,
    Intervention,
    InterventionPerson,
    Membership,
    Planning,
    Release,
)
from wellbeing.trends.planning import choice_for, one_at_a_time, planning_on
from wellbeing.trends.postprocess.levels import agree
from wellbeing.trends.sources import Contributions, contributions

Totals = dict[int, list[int]]  # of a base cell, or 0 for the people of an intervention


class BudgetSpent(Exception):
    """The ledger has no room for this release: a fault of ours that must stop everything."""


@dataclass(frozen=True, kw_only=True)
class Task:
    """One period of one stream that is due."""

    stream: str
    period: Period
    intervention: Intervention | None = field(default=None)


def close(task: Task, *, now: datetime) -> bool:
    """Publish this period, unless that has happened; False where there was nothing to do.

    May be interrupted anywhere and called again, by any number of workers.
    """
    counts = contributions(task.stream)
    planning = _planning_of(task)
    if counts is None or planning is None:
        return False
    with _alone():
        if _published(task) or not planning.cells.exists():
            return False
        choice = choice_for(planning.number)
        terms = streams_named(task.stream, choice.table)
        _must_fit(terms, task, PRESETS[choice.preset])
        totals = _count(counts, task, planning, terms[0].length)
        measured = [_measure(stream, totals, planning, PRESETS[choice.preset]) for stream in terms]
        _agree(measured)
        for one in measured:
            _store(one, task, planning, choice.preset, now)
        publish(FiguresReleased(stream=task.stream, starts_on=str(task.period.starts_on)))
        transaction.on_commit(chain.append_missing)
    return True


def _planning_of(task: Task) -> Planning | None:
    """Everybody counts, for a whole period, where they belonged when it began."""
    if task.intervention:
        return task.intervention.cell.planning
    return planning_on(task.period.starts_on)


@contextmanager
def _alone() -> Iterator[None]:
    """A transaction that no other closing runs beside; readers and check-ins go on."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                if outermost:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE")
                # Before anything is read, so that whoever waited here sees what the other did.
                one_at_a_time(Release)
                # Everybody is summed up, and the planner believes that next to nobody will be.
                cursor.execute("SET LOCAL enable_nestloop = off")
                cursor.execute("SET LOCAL work_mem = '32MB'")
        yield  # SQLite has begun IMMEDIATE and is alone anyway


def _published(task: Task) -> bool:
    if task.intervention:
        return Release.objects.filter(intervention=task.intervention).exists()
    same = Release.objects.filter(stream=task.stream, starts_on=task.period.starts_on)
    return same.filter(intervention=None).exists()


def _must_fit(terms: Sequence[Stream], task: Task, rho_year: float) -> None:
    """Over any 364 days that hold this release each agent stays within the year's budget."""
    closed_on = task.period.ends_on
    streams = _near(Release.objects.exclude(stream="intervention"), closed_on)
    this = [ledger.Entry(closed_on, stream.rho(rho_year), rho_year) for stream in terms]
    for changes in _changes_of_one_agent(task, rho_year):
        if not ledger.fits([*streams, *changes, *this]):
            raise BudgetSpent(f"{task.stream} {closed_on}")


def _changes_of_one_agent(task: Task, rho_year: float) -> list[list[ledger.Entry]]:
    """What announced changes cost besides: one list for each set of them that somebody is in."""
    closed_on = task.period.ends_on
    if not task.intervention:
        change = streams_named("intervention", "small")[0]
        return [[ledger.Entry(closed_on, change.share * rho_year, rho_year)]]
    people = task.intervention.people.values("person")
    told = Release.objects.filter(intervention__people__person__in=people).distinct()
    costs = {one.intervention_id: ledger.Entry(one.ends_on, one.rho, one.rho_year) for one in told}
    ways: dict[UUID, set[int]] = defaultdict(set)
    found = InterventionPerson.objects.filter(person__in=people, intervention__in=costs)
    for person, number in found.values_list("person", "intervention"):
        ways[person].add(number)
    together = {frozenset(), *map(frozenset, ways.values())}
    return [[costs[change] for change in way] for way in together]


def _near(releases: QuerySet[Release], day: date) -> list[ledger.Entry]:
    found = releases.filter(ends_on__gt=day - ledger.YEAR, ends_on__lt=day + ledger.YEAR)
    return [ledger.Entry(*row) for row in found.values_list("ends_on", "rho", "rho_year")]


# --- Counting ------------------------------------------------------------------------------------
def _count(counts: Contributions, task: Task, planning: Planning, length: int) -> Totals:
    """The exact sums of every base cell, zeros included, or of the people of one change."""
    places = [0] if task.intervention else list(_bases(planning))
    totals = {place: [0] * length for place in places}
    with counted(_people(task, planning)) as members:
        for cell, vector in counts(task.period, members):
            sums = totals[cell]
            for place, value in vector:
                sums[place] += value
    return totals


def _people(task: Task, planning: Planning) -> Iterable[tuple[UUID, int]]:
    if task.intervention:
        diaries = task.intervention.people.values_list("person__diary", flat=True)
        return ((diary, 0) for diary in diaries.iterator(chunk_size=5000))
    found = Membership.objects.filter(planning=planning).values_list("person__diary", "cell")
    return found.iterator(chunk_size=5000)


def _bases(planning: Planning) -> Iterable[int]:
    return planning.cells.filter(level=Cell.Level.BASE).values_list("pk", flat=True)


# --- Blurring ------------------------------------------------------------------------------------
@dataclass
class Measured:
    """One release before it is stored; `cells` and `values` go together."""

    stream: Stream
    rho_year: float
    drawn: noise.Drawn
    cells: list[Cell | None]
    values: list[list[int]]
    agreed: list[list[float]] = field(default_factory=list)
    variances: list[float] = field(default_factory=list)


def _measure(stream: Stream, totals: Totals, planning: Planning, rho_year: float) -> Measured:
    cells, sums = _at_level(stream, totals, planning)
    drawn = noise.noisy(
        [value for one in sums for value in one], l2=stream.l2, rho=stream.rho(rho_year)
    )
    values = [
        drawn.values[n : n + stream.length] for n in range(0, len(drawn.values), stream.length)
    ]
    agreed = [[float(value) for value in one] for one in values]
    return Measured(stream, rho_year, drawn, cells, values, agreed, [drawn.scale**2] * len(values))


def _at_level(
    stream: Stream, totals: Totals, planning: Planning
) -> tuple[list[Cell | None], list[list[int]]]:
    if stream.level in ("whole", "change"):
        return [None], [_sum(totals.values(), stream.length)]
    cells = list(planning.cells.filter(level=stream.level).order_by("key"))
    if stream.level == Cell.Level.BASE:
        return list(cells), [totals[cell.pk] for cell in cells]
    bases = planning.cells.filter(level=Cell.Level.BASE)
    above: dict[int, int] = dict(bases.values_list("pk", "large__pk"))
    sums = {cell.pk: [0] * stream.length for cell in cells}
    for base, values in totals.items():
        sums[above[base]] = _sum([sums[above[base]], values], stream.length)
    return list(cells), [sums[cell.pk] for cell in cells]


def _sum(vectors: Iterable[Sequence[int]], length: int) -> list[int]:
    return [sum(column) for column in zip([0] * length, *vectors, strict=True)]


def _agree(measured: list[Measured]) -> None:
    """Base and large cells of one stream, made to add up; one level alone stays as it is."""
    if len(measured) < 2:
        return
    base, large = measured
    below: dict[int, list[int]] = {}
    for place, cell in enumerate(base.cells):
        assert cell is not None
        assert cell.large_id is not None
        below.setdefault(cell.large_id, []).append(place)
    for place, cell in enumerate(large.cells):
        assert cell is not None
        _agree_one(large, place, base, below[cell.pk])


def _agree_one(large: Measured, place: int, base: Measured, below: list[int]) -> None:
    for number in range(large.stream.length):
        found = agree(
            large.values[place][number],
            [base.values[child][number] for child in below],
            parent_variance=large.drawn.scale**2,
            child_variance=base.drawn.scale**2,
        )
        large.agreed[place][number] = found.parent + 0.0  # PostgreSQL knows no minus zero
        large.variances[place] = found.parent_variance
        for child, value in zip(below, found.children, strict=True):
            base.agreed[child][number] = value + 0.0
            base.variances[child] = found.child_variance


# --- Publishing ----------------------------------------------------------------------------------
def _store(one: Measured, task: Task, planning: Planning, preset: str, now: datetime) -> None:
    number, link = chain.last_link()
    release = Release(
        number=number + 1,
        stream=one.stream.name,
        level=one.stream.level,
        starts_on=task.period.starts_on,
        ends_on=task.period.ends_on,
        planning=planning,
        intervention=task.intervention,
        preset=preset,
        rho_year=one.rho_year,
        rho=one.drawn.spent,
        l2=one.stream.l2,
        scale=one.drawn.scale,
        engine=f"opendp {one.drawn.version}",
        released_at=now,
        previous_hash=link,
    )
    parts = zip(one.cells, one.values, one.agreed, one.variances, strict=True)
    figures = [
        Figure(release=release, cell=cell, values=values, agreed=agreed, variance=variance)
        for cell, values, agreed, variance in parts
    ]
    if one.stream.level == Cell.Level.LARGE:
        figures.append(_whole(release, one))
    release.hash = chain.hash_of(chain.content(release, figures))
    release.save(force_insert=True)
    Figure.objects.bulk_create(figures, batch_size=2000)


def _whole(release: Release, one: Measured) -> Figure:
    """The organisation is the sum of its large cells; it costs nothing more."""
    return Figure(
        release=release,
        values=_sum(one.values, one.stream.length),
        agreed=[sum(column) for column in zip(*one.agreed, strict=True)],
        variance=sum(one.variances),
    )
