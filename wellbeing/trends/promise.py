"""The guarantee as numbers that a person can judge, computed from the budget in force."""

import math
from collections.abc import Iterable
from statistics import NormalDist

from wellbeing.trends.budget import Stream

_normal = NormalDist()


def mu_of(rho: float) -> float:
    """Gaussian-DP parameter of a zCDP budget: mu = sqrt(2 rho) (Dong, Roth & Su 2022)."""
    return math.sqrt(2 * rho)


def best_guess(mu: float) -> float:
    """Probability, 0.5 to 1, that the best possible guess between two worlds is right.

    The guesser knows every other answer; a coin gives 0.5. Phi(mu / 2).
    """
    return _normal.cdf(mu / 2)


def took_part(rho_year: float, *, years: int = 1) -> float:
    """Best guess whether somebody took part at all; years add as sqrt(years) * mu."""
    return best_guess(math.sqrt(years) * mu_of(rho_year))


def good_or_bad(rho_year: float, table: Iterable[Stream]) -> float:
    """Best guess between very good and very bad all year: Phi(sqrt(2 sum rho_s r_s) / 2)."""
    return best_guess(mu_of(sum(rho_year * stream.share * stream.reach for stream in table)))


def one_week(rho_year: float, table: Iterable[Stream]) -> float:
    """Best guess about one week: one release of each stream, and all analyses of changes."""
    spent = sum(
        stream.rho(rho_year) * (stream.a_year if stream.level == "change" else 1)
        for stream in table
    )
    return best_guess(mu_of(spent))


def epsilon(rho: float, delta: float = 1e-6) -> float:
    """Smallest epsilon of (epsilon, delta)-DP for a Gaussian mechanism with mu = sqrt(2 rho).

    delta(eps) = Phi(mu/2 - eps/mu) - e^eps Phi(-mu/2 - eps/mu) (Balle & Wang 2018), by bisection
    between 0 and 200. Raises no error for rho > 0.
    """
    mu, low, high = mu_of(rho), 0.0, 200.0
    for _ in range(200):
        middle = (low + high) / 2
        reached = _normal.cdf(mu / 2 - middle / mu) - math.exp(middle) * _normal.cdf(
            -mu / 2 - middle / mu
        )
        low, high = (middle, high) if reached > delta else (low, middle)
    return high


def epsilon_of_zcdp(rho: float, delta: float = 1e-6) -> float:
    """The looser conversion rho -> epsilon that holds for every zCDP mechanism.

    Smallest over a > 1 of rho a + log(1/(a delta))/(a-1) + log(1-1/a) (Canonne, Kamath & Steinke
    2020, Proposition 12); OpenDP's own map uses it.
    """

    def at(a: float) -> float:
        return rho * a + math.log(1 / (a * delta)) / (a - 1) + math.log1p(-1 / a)

    low, high = 1.0 + 1e-9, 1e6
    for _ in range(300):  # the function falls, then rises: ternary search
        third = (high - low) / 3
        low, high = (
            (low, high - third) if at(low + third) < at(high - third) else (low + third, high)
        )
    return at(low)


def numbers(rho_year: float, table: Iterable[Stream]) -> dict[str, float | int]:
    """What the page says, in hundredths rounded to whole numbers, and the budget itself."""
    streams = tuple(table)
    return {
        "took_part": round(100 * took_part(rho_year)),
        "took_part_three_years": round(100 * took_part(rho_year, years=3)),
        "took_part_five_years": round(100 * took_part(rho_year, years=5)),
        "good_or_bad": round(100 * good_or_bad(rho_year, streams)),
        "one_week": round(100 * one_week(rho_year, streams)),
        "rho_year": round(rho_year, 9),
        "mu": round(mu_of(rho_year), 4),
        "epsilon": round(epsilon(rho_year), 2),
        "epsilon_zcdp": round(epsilon_of_zcdp(rho_year), 2),
    }
