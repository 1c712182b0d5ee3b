"""A: what a group of fewer than five said, as the number of its parent less those of its siblings.

A publisher that hides small groups beside numbers of their parents gives them away; one that also
hides siblings until so many people are hidden gives away the groups that are as large. Here
nothing is hidden: what can be subtracted is a group with a number of its own.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from wellbeing.trends.attacks.company import (
    TEAMS_IN_EACH,
    WEEKS,
    Company,
    Flags,
    Groups,
    Ints,
    summed,
)
from wellbeing.trends.attacks.publisher import release
from wellbeing.trends.audit import Floats
from wellbeing.trends.budget import MOOD_CLIP

THRESHOLD = 5
FLOOR = 80  # as promised, whatever cells.BASE may say


@dataclass(frozen=True)
class Subtracted:
    """Of one way of hiding: teams x weeks without a number, and what subtracting gives back."""

    name: str
    hidden: int
    recovered: int  # groups below the threshold whose mean comes out exactly
    single: int  # of them, single people
    off_by: float | None  # mean distance where means are rounded to a tenth; None for no group

    def as_json(self) -> dict[str, Any]:
        return dict(self.__dict__)


def subtract(company: Company) -> list[Subtracted]:
    counts = _by_department(company.said.astype(float), company.team)
    sums = _by_department(company.mood * company.said, company.team)
    return [
        _subtracted(name, sums, counts, at_least)
        for name, at_least in [
            ("five", 0),
            ("five, and siblings until two people are hidden", 2),
            ("five, and siblings until five people are hidden", 5),
        ]
    ]


def _by_department(values: Floats, team: Ints) -> Floats:
    """Departments x weeks x teams."""
    return summed(values, team).reshape(-1, TEAMS_IN_EACH, WEEKS).swapaxes(1, 2)


def _subtracted(name: str, sums: Floats, counts: Floats, at_least: int) -> Subtracted:
    hidden = (counts > 0) & (counts < THRESHOLD)
    for place in np.argwhere(hidden.any(axis=2)):
        _hide_siblings(counts[tuple(place)], hidden[tuple(place)], at_least)
    people = (counts * hidden).sum(axis=2)
    found = (people > 0) & (people < THRESHOLD)
    return Subtracted(
        name,
        hidden=int(hidden.sum()),
        recovered=int(found.sum()),
        single=int((people == 1).sum()),
        off_by=_off_by(sums, counts, hidden, found),
    )


def _hide_siblings(counts: Floats, hidden: Flags, at_least: int) -> None:
    """The smallest that still shows, until so many people are hidden."""
    while counts[hidden].sum() < at_least and (~hidden & (counts > 0)).any():
        showing = np.where(hidden | (counts == 0), np.inf, counts)
        hidden[showing.argmin()] = True


def _off_by(sums: Floats, counts: Floats, hidden: Flags, found: Flags) -> float | None:
    shown = np.round(sums / np.maximum(counts, 1), 1) * counts * ~hidden
    whole = np.round(sums.sum(axis=2) / counts.sum(axis=2), 1) * counts.sum(axis=2)
    people = np.maximum((counts * hidden).sum(axis=2), 1)
    guessed = (whole - shown.sum(axis=2)) / people
    true = (sums * hidden).sum(axis=2) / people
    return float(np.abs(guessed - true)[found].mean()) if found.any() else None


# --- What is released here ------------------------------------------------------------------------
def released_here(groups: Groups) -> Subtracted:
    """Groups of fewer than 80 that come out of released numbers, alone or by subtraction."""
    sizes = [cell.size for cell in (*groups.larges, *groups.bases)]
    for large, cell in enumerate(groups.larges):
        children = [groups.bases[place].size for place in groups.below(large)]
        sizes.append(cell.size - sum(children))
        sizes += [cell.size - (sum(children) - one) for one in children]
    small = [size for size in sizes if 0 < size < FLOOR]
    return Subtracted("released here", 0, len(small), small.count(1), None)


def left_over(company: Company, groups: Groups, *, rho_year: float) -> float:
    """The most that a parent differs from its children, over what one agent adds at most.

    Where it is 0, subtracting gives the number that the last child has anyhow.
    """
    exact = summed(company.added()[..., 0], groups.home)
    seen = release(exact, groups.above, rho_year=rho_year)
    return max(
        float(np.abs(seen.larges[n] - seen.bases[groups.below(n)].sum(axis=0)).max()) / MOOD_CLIP
        for n in range(len(groups.larges))
    )
