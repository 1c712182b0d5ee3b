"""The only place where noise is drawn, and the only importer of OpenDP.

It knows nothing of who counts: that one agent cannot move the totals by more than `l2` is the
work of the features' facts. There is no way to set a seed or another source of chance.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

LARGEST_RHO = 0.02
_VECTOR = "VectorDomain(AtomDomain(T=i64))"


@dataclass(frozen=True)
class Drawn:
    """Noisy totals, the scale of their noise, the budget that they cost, and who drew it."""

    values: list[int]
    scale: float
    spent: float
    version: str


def noisy(totals: Sequence[int], *, l2: float, rho: float) -> Drawn:
    """Totals plus discrete Gaussian noise (Canonne, Kamath & Steinke 2020) of scale l2/sqrt(2 rho).

    Takes any number of integers that one agent moves by at most `l2` (Euclidean, > 0) together, or
    of several groups at once, in one of which each agent is; 0 < rho <= 0.02. Returns as many
    integers. Raises AssertionError where the mechanism would cost more than rho or draw no noise,
    and OverflowError for totals beyond 64 bits.
    """
    assert 0 < rho <= LARGEST_RHO, rho
    assert 0 < l2 < math.inf, l2
    mechanism, scale = _within(l2, rho)
    spent = mechanism.map(l2)
    # A scale of 0 builds without complaint and returns the totals as they are; only its map tells.
    assert math.isfinite(spent), "no noise"
    assert 0 < spent <= rho, (spent, rho)
    assert scale >= 1, scale
    given = [_sixty_four_bits(value) for value in totals]
    values = [int(value) for value in mechanism(given)] if given else []
    # OpenDP does not check the length of a vector.
    assert len(values) == len(given)
    return Drawn(values, scale, spent, _opendp()[1])


def _within(l2: float, rho: float) -> tuple[Any, float]:
    """The mechanism of the least scale that costs at most rho, also after rounding."""
    scale = l2 / math.sqrt(2 * rho)
    while (mechanism := _gaussian(scale)).map(l2) > rho:
        scale = math.nextafter(scale * (1 + 1e-12), math.inf)
    return mechanism, scale


def _gaussian(scale: float) -> Any:
    dp = _opendp()[0]
    # T=int would be 32 bits, where noise stops at the end of the range without a word.
    domain = dp.vector_domain(dp.atom_domain(T="i64"))
    assert str(domain) == _VECTOR, str(domain)
    return dp.m.make_gaussian(domain, dp.l2_distance(T=float), scale=scale)


def _sixty_four_bits(value: int) -> int:
    whole = int(value)
    if whole != value or not -(2**62) < whole < 2**62:
        raise OverflowError("A total is no whole number of 64 bits.")
    return whole


@cache
def _opendp() -> tuple[Any, str]:
    """Loaded with the first draw alone: it takes 45 MB, which a web node never needs."""
    import importlib.metadata

    import opendp.prelude as dp

    version = importlib.metadata.version("opendp")
    assert version.startswith("0.16."), f"OpenDP {version}: run the audit before you allow it"
    dp.enable_features("contrib")
    return dp, version
