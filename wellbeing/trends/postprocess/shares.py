"""Sources of strain as shares, and how many were affected: both from noisy sums."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from wellbeing.trends.postprocess.weeks import WIDTH

# The sum must stand out this many sds of its own noise before parts of it mean anything.
SEEN = 3.0


@dataclass(frozen=True)
class Part:
    """A number and the half width of its 95 % interval."""

    value: float
    half_width: float


def shares(totals: Sequence[float], variance: float) -> list[Part] | None:
    """Each total as a share (0 to 1) of their sum; None where the sum is lost in the noise.

    Delta method for p = x / sum x with independent errors of variance v (> 0) on each of n totals:
    var p = v (1 - 2 p + n p^2) / (sum x)^2. Shares below 0 are drawn as 0.
    """
    whole, count = sum(totals), len(totals)
    if whole < SEEN * math.sqrt(count * variance):
        return None
    found = []
    for total in totals:
        share = total / whole
        sd = math.sqrt(variance * (1 - 2 * share + count * share**2)) / whole
        found.append(Part(max(share, 0.0), WIDTH * sd))
    return found


def affected(totals: Sequence[float], variance: float) -> Part:
    """How many agents were affected at all: each of them added 100, spread over what it was.

    Takes sums in which one agent adds at most 100; gives people, never below 0.
    """
    sd = math.sqrt(len(totals) * variance) / 100
    return Part(max(sum(totals) / 100, 0.0), WIDTH * sd)


def mean_level(total: float, weight: float, variance: float) -> Part | None:
    """3.25 + (S / 100) / (W / 75), by the delta method for a ratio; None if W is lost in noise."""
    if weight < SEEN * math.sqrt(variance):
        return None
    people = weight / 75
    away = total / 100 / people
    sd = math.sqrt(variance) * math.hypot(1 / (100 * people), away / (75 * people))
    return Part(3.25 + away, WIDTH * sd + 0.02)
