"""From released weekly sums to a mean with an honest interval.

S is the noisy sum of 100 * (clipped mood - 3.25), W the noisy sum of 75 for each who took part;
both have the same noise variance v. Moods are on the scale of 1 to 5.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

CENTRE, WEIGHT = 3.25, 75
WIDTH = NormalDist().inv_cdf(0.975)
CLIPPING = 0.02  # clipping moves means of real diaries by about 0.01
WINDOWS = (1, 4, 8, 13, 26)  # weeks
WIDEST = 0.40
RATE_WEEKS = 13
BETWEEN_UNITS = 0.15  # sd of participation between units
LEAST_RATE = 0.05


@dataclass(frozen=True)
class Week:
    """One release of one cell: sums, their noise variance, and how many are on the roster.

    `steps` counts the weeks since the one before; more than 1 after a week that was lost.
    """

    total: float
    weight: float
    variance: float
    roster: int
    steps: int = 1


@dataclass(frozen=True)
class Estimate:
    """A mean with the half width of its 95 % interval, and over how many weeks."""

    mean: float
    sd: float
    weeks: int

    @property
    def half_width(self) -> float:
        return WIDTH * self.sd + CLIPPING


def raw_rate(weeks: Sequence[Week]) -> tuple[float, float]:
    """Share of the roster that took part, over the last 13 weeks at most, and its variance."""
    last = weeks[-RATE_WEEKS:]
    people = sum(WEIGHT * week.roster for week in last)
    rate = sum(week.weight for week in last) / people
    return rate, sum(week.variance for week in last) / people**2


def participation(weeks: Sequence[Week], whole: float) -> tuple[float, float]:
    """(rate, its sd) of a cell, drawn towards the rate `whole` of the organisation.

    Inverse-variance weighting of the cell's own rate and N(whole, 0.15^2); limited to [0.05, 1].
    Takes at least one week.
    """
    own, variance = raw_rate(weeks)
    prior = BETWEEN_UNITS**2
    best = (own * prior + whole * variance) / (variance + prior)
    sd = math.sqrt(variance * prior / (variance + prior))
    return min(max(best, LEAST_RATE), 1.0), sd


def takers(weeks: Sequence[Week], wholes: Sequence[float]) -> list[tuple[float, float]]:
    """For each week (k, sd of k): how many took part, by what was known in that week.

    `wholes` are the rates of the organisation that were known in each of these weeks.
    """
    found = []
    for number, (week, whole) in enumerate(zip(weeks, wholes, strict=True), start=1):
        rate, sd = participation(weeks[:number], whole)
        found.append((rate * week.roster, sd * week.roster))
    return found


def window(weeks: Sequence[Week], k: float, sd_k: float) -> Estimate:
    """The mean over all the given weeks, k people taking part in each.

    x = 3.25 + sum S / (100 h k); sd^2 = sum v / (100 h k)^2 + ((x - 3.25) sd_k / k)^2.
    """
    scale = 100 * k * len(weeks)
    away = sum(week.total for week in weeks) / scale
    noise = sum(week.variance for week in weeks) / scale**2
    return Estimate(CENTRE + away, math.sqrt(noise + (away * sd_k / k) ** 2), len(weeks))


def shortest(weeks: Sequence[Week], k: float, sd_k: float) -> Estimate | None:
    """The shortest window whose interval is at most 0.40 either way; None where there is none."""
    for length in WINDOWS:
        if length <= len(weeks):
            found = window(weeks[-length:], k, sd_k)
            if found.half_width <= WIDEST:
                return found
    return None
