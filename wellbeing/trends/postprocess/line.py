"""The trend line, and when it says that something has changed."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

from wellbeing.trends.postprocess.weeks import CLIPPING, WIDTH, Week, window

# Local level: moods of a unit wander by this sd a week.
WANDER = 0.12
START, START_VARIANCE = 3.3, 0.25
# A drop counts from here on, against the unit's own weeks before.
NOTABLE = 0.25
RISES, CLEARS = 0.9, 0.5
REFERENCE_WEEKS, PAUSE = 13, 4
_normal = NormalDist()


@dataclass(frozen=True)
class Point:
    """One week of the line: its level, the variance of that, and whether an alert stands."""

    level: float
    variance: float
    alert: bool = False

    @property
    def half_width(self) -> float:
        return WIDTH * math.sqrt(self.variance) + CLIPPING


def follow(weeks: Sequence[Week], takers: Sequence[tuple[float, float]]) -> list[Point]:
    """A trailing local-level Kalman filter: a point never changes when later weeks come.

    Takes weeks without a gap and (k, sd_k) for each; gives as many points.
    """
    level, variance = START, START_VARIANCE
    points = []
    for week, (k, sd_k) in zip(weeks, takers, strict=True):
        seen = window([week], k, sd_k)
        variance += week.steps * WANDER**2
        gain = variance / (variance + seen.sd**2)
        level += gain * (seen.mean - level)
        variance *= 1 - gain
        points.append(Point(level, variance))
    return points


def with_alerts(
    weeks: Sequence[Week], takers: Sequence[tuple[float, float]], points: Sequence[Point]
) -> list[Point]:
    """Mark the weeks in which an alert stands.

    It rises when P(level < reference - 0.25) > 0.9 in two weeks running, and clears when that
    falls below 0.5. The reference is the mean of the unit's own 13 weeks that ended 4 weeks
    before, and stays as it was for as long as the alert stands.
    """
    found: list[Point] = []
    standing, before, held = False, 0.0, (0.0, 0.0)
    for number, point in enumerate(points):
        earlier = slice(max(0, number - PAUSE - REFERENCE_WEEKS), max(0, number - PAUSE))
        if not standing and len(weeks[earlier]) >= PAUSE:
            k, sd_k = takers[number - PAUSE - 1]
            reference = window(weeks[earlier], k, sd_k)
            held = (reference.mean, reference.sd**2)
        chance = _below(point, *held) if number >= 2 * PAUSE else 0.0
        standing = chance >= CLEARS if standing else min(chance, before) > RISES
        before = chance
        found.append(Point(point.level, point.variance, standing))
    return found


def _below(point: Point, reference: float, variance: float) -> float:
    return _normal.cdf(
        (reference - NOTABLE - point.level) / math.sqrt(point.variance + variance + CLIPPING**2)
    )


def said(change: float, sd: float) -> str:
    """How sure a change is: clear (95 %), possible (80 %) or early."""
    sure = abs(change) / sd if sd else 0.0
    if sure >= WIDTH:
        return "clear"
    return "possible" if sure >= _normal.inv_cdf(0.9) else "early"
