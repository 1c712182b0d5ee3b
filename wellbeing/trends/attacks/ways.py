"""Four ways of publishing the same company: as it is, by the usual rule, exactly, and as here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from wellbeing.trends.attacks.company import CENTRE, Company, Groups, Ints, summed
from wellbeing.trends.attacks.publisher import release
from wellbeing.trends.audit import Floats
from wellbeing.trends.budget import MOOD_CLIP, MOOD_WEIGHT

VERY_BAD = 1.3
WORST: Final = max(-MOOD_CLIP, round(100 * (VERY_BAD - CENTRE)))
THRESHOLD: Final = 5
USUAL, OURS = "five or more, rounded", "released here"

Read = Callable[[Floats, Floats], Floats]


@dataclass(frozen=True)
class Numbers:
    """One way of publishing: what people add, the sums of groups, and what is shown of them."""

    name: str
    group: Ints
    value: Floats  # people x weeks: what somebody adds to a sum by taking part
    worst: float
    sums: Floats  # groups x weeks
    counts: Floats
    read: Read
    read_presence: Read  # the same numbers, read by somebody who looks for taking part itself


def ways_of(company: Company, groups: Groups, rho_year: float) -> Iterator[Numbers]:
    for name, group, read in [
        ("as it is", company.team, _mean),
        (USUAL, company.team, _mean_of_five),
        ("exact departments", company.department, _mean),
    ]:
        sums = summed(company.mood * company.said, group)
        counts = summed(company.said.astype(float), group)
        yield Numbers(name, group, company.mood, VERY_BAD, sums, counts, read, read)
    yield _released(company, groups, rho_year)


def _released(company: Company, groups: Groups, rho_year: float) -> Numbers:
    """The noise does not depend on the sums: a year is drawn, and each target moved within it."""
    exact = summed(company.added(), groups.home)
    seen = release(exact, groups.above, rho_year=rho_year).bases
    sums, counts = seen[..., 0], seen[..., 1] / MOOD_WEIGHT
    return Numbers(OURS, groups.home, company.level, WORST, sums, counts, _sum, _sum_and_count)


def _mean(sums: Floats, counts: Floats) -> Floats:
    return np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)


def _mean_of_five(sums: Floats, counts: Floats) -> Floats:
    return np.where(counts >= THRESHOLD, np.round(_mean(sums, counts), 1), np.nan)


def _sum(sums: Floats, counts: Floats) -> Floats:
    """The number of answers is blurred more than it varies: dividing by it would add noise."""
    return sums


def _sum_and_count(sums: Floats, counts: Floats) -> Floats:
    """Low where somebody who feels very bad takes part: both numbers, weighed as they move."""
    return -(WORST * sums + MOOD_WEIGHT**2 * counts)
