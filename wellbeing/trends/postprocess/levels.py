"""Two levels of the same count, made to agree by least squares (Hay et al. 2010)."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Agreed:
    """One parent and its children after least squares: they add up."""

    parent: float
    parent_variance: float
    children: list[float]
    child_variance: float


def agree(
    parent: float, children: Sequence[float], *, parent_variance: float, child_variance: float
) -> Agreed:
    """The best estimates of a parent and its k >= 1 children from one measurement of each.

    Values are any real numbers with independent errors; variances are > 0, the same for every
    child. An unsplit cell is its own only child, and comes out with variance
    1/(1/v_p + 1/v_c).
    """
    k = len(children)
    below = sum(children)
    weight, below_weight = 1 / parent_variance, 1 / (k * child_variance)
    best = (parent * weight + below * below_weight) / (weight + below_weight)
    variance = 1 / (weight + below_weight)
    return Agreed(
        best,
        variance,
        [value + (best - below) / k for value in children],
        child_variance - (k * child_variance - variance) / k**2,
    )
