"""Released numbers as plain lists for the arithmetic; reads nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from wellbeing.trends.models import Cell, Figure, Planning
from wellbeing.trends.postprocess.weeks import Week, raw_rate
from wellbeing.trends.schedule import WEEK


@dataclass(frozen=True)
class Group:
    """Who a number is about: one cell, or the organisation where `cell` is None."""

    cell: Cell | None
    agents: int

    @property
    def level(self) -> str:
        return self.cell.level if self.cell else "whole"

    def above(self) -> "Group | None":
        """The next larger group with a number."""
        if self.cell is None:
            return None
        if self.cell.large:
            return Group(self.cell.large, self.cell.large.agents)
        return Group(None, self.cell.planning.agents)


@dataclass(frozen=True)
class Dated:
    """One released figure and its period."""

    starts_on: date
    ends_on: date
    values: list[float]
    variance: float
    agents: int


def history(group: Group, stream: str) -> list[Dated]:
    """Everything released of a stream about this group, oldest first, while it was the same."""
    found = _figures(group, stream).order_by("release__starts_on")
    return [
        Dated(
            one.release.starts_on,
            one.release.ends_on,
            one.agreed,
            one.variance,
            one.cell.agents if one.cell else _roster(one),
        )
        for one in found.select_related("release__planning", "cell")
    ]


def _roster(one: Figure) -> int:
    assert one.release.planning is not None, "only a lost release has none, and it has no figures"
    return one.release.planning.agents


def _figures(group: Group, stream: str) -> QuerySet[Figure]:
    figures = Figure.objects.filter(release__stream=stream, release__intervention=None)
    if group.cell is None:
        return figures.filter(cell=None)
    return figures.filter(cell__key=group.cell.key, cell__level=group.cell.level)


def weeks_of(dated: Sequence[Dated]) -> list[Week]:
    found = []
    before: date | None = None
    for one in dated:
        steps = (one.starts_on - before) // WEEK if before else 1
        found.append(Week(one.values[0], one.values[1], one.variance, one.agents, steps))
        before = one.starts_on
    return found


def rates(dated: Sequence[Dated], whole: Sequence[Dated]) -> list[float]:
    """The organisation's rate of participation, as it was known in each of these weeks."""
    weeks = weeks_of(whole)
    known = {one.starts_on: raw_rate(weeks[: n + 1])[0] for n, one in enumerate(whole)}
    return [known[one.starts_on] for one in dated]


def latest_planning() -> Planning | None:
    return Planning.objects.order_by("number").last()


def whole_of(planning: Planning) -> Group:
    return Group(None, planning.agents)
