"""What a registered change did: the difference of two windows of eight weeks, paired by person."""

import math
from dataclasses import dataclass

from wellbeing.trends.postprocess.weeks import WIDTH

# Fewer people than this many sds of their own noise: no number would be honest.
SEEN = 3.0


@dataclass(frozen=True)
class Change:
    """Mean change with its half width; None where too few took part to say anything."""

    mean: float | None
    half_width: float | None


def before_and_after(total: float, weight: float, variance: float) -> Change:
    """mean = S / W; sd^2 = v (1 + mean^2) / W^2 (delta method for a ratio of two noisy sums).

    S is the noisy sum of 100 * clipped change, W that of 100 a person; both have variance v > 0.
    """
    if weight < SEEN * math.sqrt(variance):
        return Change(None, None)
    mean = total / weight
    return Change(mean, WIDTH * math.sqrt(variance * (1 + mean**2)) / weight)
