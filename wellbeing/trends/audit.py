"""How much the published numbers of a year give away, measured by playing that year many times.

Somebody who knows every other answer guesses whether one agent said the worst all year or was
absent. The best such guesser is played against the shipped budget and noise; what it reaches is a
lower bound on the true mu, and must stay below the mu that is promised (Nasr et al. 2021).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wellbeing.trends import noise
from wellbeing.trends.budget import Stream
from wellbeing.trends.promise import mu_of

Floats = NDArray[np.float64]
_normal = NormalDist()
_TAIL = 0.025  # on either side: together 95 %


@dataclass(frozen=True)
class Said:
    """One row of the budget, and the vector that the worst agent adds to each of its releases."""

    stream: Stream
    vector: tuple[int, ...]

    @property
    def norm(self) -> float:
        return math.sqrt(sum(value * value for value in self.vector))

    @property
    def too_long(self) -> float:
        """Norm over bound; above 1 the noise is too small for what one agent can do."""
        return self.norm / self.stream.l2


@dataclass(frozen=True)
class Verdict:
    """What the guesser reached, and what it should not be able to exceed."""

    trials: int
    auc: float
    auc_promised: float
    mu_at_least: float
    mu_promised: float
    too_long: dict[str, float]

    @property
    def holds(self) -> bool:
        return self.mu_at_least <= self.mu_promised and max(self.too_long.values()) <= 1

    def as_json(self) -> dict[str, Any]:
        return {**self.__dict__, "holds": self.holds}


def audit(year: Sequence[Said], *, rho_year: float, trials: int) -> Verdict:
    """Play `trials` years (>= 40) with the agent absent, and as many with them present."""
    absent = play(year, rho_year=rho_year, times=trials, present=False)
    present = play(year, rho_year=rho_year, times=trials, present=True)
    mu = mu_of(rho_year)
    return Verdict(
        trials=trials,
        auc=area(absent, present),
        auc_promised=_normal.cdf(mu / math.sqrt(2)),
        mu_at_least=mu_at_least(absent, present),
        mu_promised=mu,
        too_long={f"{one.stream.name} {one.stream.level}": one.too_long for one in year},
    )


def play(year: Sequence[Said], *, rho_year: float, times: int, present: bool) -> Floats:
    """What the guesser concludes from each of so many years: the likelihood ratio's exponent.

    sum over releases of <vector, published> / sigma^2, which is the best statistic there is for
    Gaussian noise. The other agents are known and so taken away: their sum is 0.
    """
    found = np.zeros(times)
    for one in year:
        told = np.array([value for value in one.vector if value], dtype=np.int64)
        if not told.size:
            continue
        totals = np.tile(told if present else np.zeros_like(told), times * one.stream.a_year)
        drawn = noise.noisy(totals.tolist(), l2=one.stream.l2, rho=one.stream.rho(rho_year))
        published = np.array(drawn.values, dtype=float).reshape(times, one.stream.a_year, -1)
        found += (published @ told).sum(axis=1) / one.stream.sigma(rho_year) ** 2
    return found


def area(low: Floats, high: Floats) -> float:
    """Probability that one of `high` is above one of `low`; ties count half (Mann & Whitney)."""
    ordered = np.sort(low)
    below = np.searchsorted(ordered, high, side="left")
    up_to = np.searchsorted(ordered, high, side="right")
    return float((below + up_to).mean() / 2 / len(low))


def found_at(low: Floats, high: Floats, *, false: float) -> float:
    """Share of `high` that is found when at most `false` of `low` may be accused wrongly."""
    return float((high > np.quantile(low, 1 - false)).mean())


def mu_at_least(absent: Floats, present: Floats) -> float:
    """95 % lower bound of mu: half of the years choose a threshold, the other half judge it.

    mu >= Phi^-1(least true positive rate) - Phi^-1(largest false positive rate), with the exact
    bounds of Clopper and Pearson for both. Gives minus infinity where nothing can be said.
    """
    half = len(absent) // 2
    limits = np.quantile(
        np.concatenate([absent[:half], present[:half]]), np.linspace(0.05, 0.95, 91)
    )
    best = max(limits, key=lambda limit: _bound(absent[:half], present[:half], float(limit)))
    return _bound(absent[half:], present[half:], float(best))


def _bound(absent: Floats, present: Floats, limit: float) -> float:
    hits = _least(int((present > limit).sum()), len(present))
    accused = 1 - _least(int((absent <= limit).sum()), len(absent))
    if not 0 < hits < 1 or not 0 < accused < 1:
        return -math.inf
    return _normal.inv_cdf(hits) - _normal.inv_cdf(accused)


def _least(count: int, of: int) -> float:
    """Lower bound of a probability after `count` successes: Clopper & Pearson (1934)."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if _at_least(count, of, middle) > _TAIL else (middle, high)
    return low


def _at_least(count: int, of: int, chance: float) -> float:
    """Probability of `count` or more successes."""
    if count == 0 or chance >= 1:
        return 1.0
    if chance <= 0:
        return 0.0
    k = np.arange(count, of + 1)
    choose = np.array(
        [math.lgamma(of + 1) - math.lgamma(n + 1) - math.lgamma(of - n + 1) for n in k]
    )
    return float(np.exp(choose + k * math.log(chance) + (of - k) * math.log1p(-chance)).sum())
