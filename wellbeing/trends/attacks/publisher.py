"""What is released here, for any sums: the shipped budget, noise and least squares."""

from dataclasses import dataclass

import numpy as np

from wellbeing.trends import noise
from wellbeing.trends.attacks.company import Ints
from wellbeing.trends.audit import Floats
from wellbeing.trends.budget import Stream, streams_named
from wellbeing.trends.postprocess.levels import agree

TABLE = "small"  # the company has fewer than 5,000 agents


@dataclass(frozen=True)
class Released:
    """Numbers after least squares: base cells x anything, large cells x the same."""

    bases: Floats
    larges: Floats


def release(sums: Ints, larges: list[int], *, rho_year: float) -> Released:
    """Publish exact sums of the mood stream: base cells x anything, with the large cell of each."""
    base, large = streams_named("mood_week", TABLE)
    places = np.array(larges)
    above = np.array([sums[places == n].sum(axis=0) for n in range(max(larges) + 1)])
    bases, base_variance = _drawn(sums, base, rho_year)
    tops, top_variance = _drawn(above, large, rho_year)
    for n in range(len(tops)):
        rows = np.flatnonzero(places == n)
        # Whole arrays at once: what is shipped for one number is plain arithmetic.
        found = agree(
            tops[n], list(bases[rows]), parent_variance=top_variance, child_variance=base_variance
        )
        tops[n], bases[rows] = found.parent, found.children
    return Released(bases, tops)


def _drawn(sums: Ints, stream: Stream, rho_year: float) -> tuple[Floats, float]:
    drawn = noise.noisy(sums.ravel().tolist(), l2=stream.l2, rho=stream.rho(rho_year))
    return np.array(drawn.values, dtype=float).reshape(sums.shape), drawn.scale**2
