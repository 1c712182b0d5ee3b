"""What an attack reached, and whether that breaks a bound or may be luck."""

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, Final

from wellbeing.trends.audit import Floats, area, found_at
from wellbeing.trends.promise import mu_of

_normal = NormalDist()
# A bound that the truth just meets is called broken only where luck would show it once in 100,000.
LUCK: Final = _normal.inv_cdf(1 - 1e-5)


@dataclass(frozen=True)
class Attack:
    """How well the guesser sorts pairs, and how many it finds when 1 % are accused wrongly."""

    name: str
    auc: float
    found: float


def judged(name: str, scores: Floats, truth: Any) -> Attack:
    """Scores of targets, higher where the guesser believes it; `truth` says of whom it is true."""
    low, high = scores[~truth], scores[truth]
    return Attack(name, area(low, high), found_at(low, high, false=0.01))


@dataclass(frozen=True)
class Check:
    """`measured` is what was seen; `at_least` what of it cannot be luck, and is judged."""

    name: str
    measured: float
    at_least: float
    limit: float

    @property
    def holds(self) -> bool:
        return self.at_least <= self.limit

    def as_json(self) -> dict[str, Any]:
        return {**self.__dict__, "holds": self.holds}


def exactly(name: str, measured: float, limit: float) -> Check:
    """A check that makes no allowance for luck."""
    return Check(name, measured, measured, limit)


def against_theory(name: str, low: Floats, high: Floats, *, rho: float, limit: float) -> Check:
    """Pairs sorted, over what a budget of `rho` between the two worlds allows at most.

    Two Gaussians that lie mu = sqrt(2 rho) apart are sorted with probability Phi(mu / sqrt 2).
    """
    allowed = sorted_at_most(rho)
    reached, luck = area(low, high), LUCK * error(allowed, len(low))
    return Check(name, reached / allowed, (reached - luck) / allowed, limit)


def sorted_at_most(rho: float) -> float:
    return _normal.cdf(mu_of(rho) / math.sqrt(2))


def error(auc: float, each: int) -> float:
    """Standard error of `area`, were `auc` the truth, for so many in each of two worlds.

    Hanley & McNeil 1982. Of the truth and not of what was seen: else a lucky run would look sure.
    """
    both_high, both_low = auc / (2 - auc), 2 * auc**2 / (1 + auc)
    beside = (each - 1) * (both_high + both_low - 2 * auc**2)
    return math.sqrt((auc * (1 - auc) + beside) / each**2)
