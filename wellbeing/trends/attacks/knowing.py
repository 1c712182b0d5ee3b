"""E and G: somebody who knows every other answer, in a real group of a real company.

Everybody else may be an accomplice, or an account that the manager made: what they said is taken
away, and what is left is one agent and the noise.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from wellbeing.trends.attacks.company import CENTRE, Company, Groups, Ints, summed
from wellbeing.trends.attacks.judging import Check, against_theory, error, sorted_at_most
from wellbeing.trends.attacks.publisher import TABLE, release
from wellbeing.trends.audit import Floats, Said, area, play
from wellbeing.trends.budget import streams_named

SPANS: Final = (1, 13, 52)  # weeks
THRESHOLD, ACCOMPLICES = 5, 4


@dataclass(frozen=True)
class Known:
    """What a guesser concludes in each of two worlds that a budget of `rho` keeps apart."""

    name: str
    low: Floats
    high: Floats
    rho: float

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "auc": area(self.low, self.high),
            "error": error(sorted_at_most(self.rho), len(self.low)),
            "allowed": sorted_at_most(self.rho),
        }

    def check(self, limit: float) -> Check:
        return against_theory(self.name, self.low, self.high, rho=self.rho, limit=limit)


@dataclass(frozen=True)
class OneAgent:
    """What is left of a year's released moods once everybody else is taken away.

    For each world trials x weeks x 2: base cells and large ones, each by its noise, which is all
    that any guesser can use (released base cells add up to the large ones).
    """

    vectors: dict[str, Ints]
    left: dict[str, Floats]
    precision: float


def listen(
    company: Company, groups: Groups, *, worst: tuple[int, int], rho_year: float, trials: int
) -> OneAgent:
    """Release a year so often in each of three worlds: an agent is away, very bad, or very good.

    `worst` is what one agent adds at most to the sums of a week, by the shipped facts.
    """
    target = int(np.flatnonzero(groups.home == groups.below(0)[0])[0])
    vectors = {"absent": (0, 0), "worst": worst, "best": (-worst[0], worst[1])}
    others = company.added()
    others[target] = 0
    known = summed(others, groups.home)[groups.below(0)]
    by_noise = [1 / stream.sigma(rho_year) ** 2 for stream in streams_named("mood_week", TABLE)]
    left = {}
    for name, vector in vectors.items():
        sums = np.repeat(known[:, None], trials, axis=1)
        sums[0] += np.array(vector)
        apart = release(sums, [0] * len(sums), rho_year=rho_year).bases - known[:, None]
        left[name] = apart[0] * by_noise[0] + apart.sum(axis=0) * by_noise[1]
    return OneAgent({name: np.array(one) for name, one in vectors.items()}, left, sum(by_noise))


def all_year(year: Sequence[Said], *, rho_year: float, trials: int) -> Known:
    """E: absent, or whatever moves the numbers most, from every stream of a year."""
    absent, present = (
        play(year, rho_year=rho_year, times=trials, present=one) for one in (False, True)
    )
    return Known("E took part, all streams of a year", absent, present, rho_year)


def took_part(heard: OneAgent, rho_year: float) -> list[Known]:
    """E: absent, or very bad all the time, from the released moods of groups of 80."""
    return [_told(heard, "absent", "worst", weeks, rho_year, reach=1) for weeks in SPANS]


def felt(heard: OneAgent, rho_year: float) -> list[Known]:
    """G: everybody else is an accomplice; was it very good or very bad?"""
    reach = streams_named("mood_week", TABLE)[0].reach
    return [_told(heard, "best", "worst", weeks, rho_year, reach=reach) for weeks in SPANS]


def _told(
    heard: OneAgent, low: str, high: str, weeks: int, rho_year: float, *, reach: float
) -> Known:
    towards = heard.vectors[high] - heard.vectors[low]
    a_week = sum(stream.rho(rho_year) for stream in streams_named("mood_week", TABLE))
    # Every week is blurred by itself, so that a year holds four quarters and 52 weeks to tell.
    found = [(heard.left[one] @ towards).reshape(-1, weeks).sum(axis=1) for one in (low, high)]
    what = "E took part, moods" if low == "absent" else "G very good or very bad, moods"
    span = "1 week" if weeks == 1 else f"{weeks} weeks"
    return Known(f"{what} of {span}", found[0], found[1], weeks * a_week * reach)


@dataclass(frozen=True)
class Week:
    """How far, on a scale of 1 to 5, a guess of one agent's week is off on average."""

    by_rule_of_five: float
    released: float


def week_of_one(heard: OneAgent, moods: Floats) -> Week:
    """G: four accounts that say 3 lift a target over the threshold; here all others are known."""
    shown = np.round((moods + 3 * ACCOMPLICES) / THRESHOLD, 1)
    guessed = THRESHOLD * shown - 3 * ACCOMPLICES
    told = CENTRE + heard.left["worst"][..., 0] / heard.precision / 100
    true = CENTRE + heard.vectors["worst"][0] / 100
    return Week(float(np.abs(guessed - moods).mean()), float(np.abs(told - true).mean()))
