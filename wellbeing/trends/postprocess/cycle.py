"""The map of hours and weekdays: smooth where the noise is loud, blank where it would mislead."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

DAYS, BLOCKS = 7, 12
WIDEST = 0.6
_WIDTH = 1.96
_ROUNDS = 50
# A weekday or a block must stand out this many sds of its own noise, or nobody may be working then.
SEEN = 3.0
_LEAST_SHARE = 0.002  # of all people times slots; less is a slot in which hardly anybody works


@dataclass(frozen=True)
class Slot:
    """How far two hours of a weekday lie from everybody's own mean; None where it stays blank."""

    distance: float | None
    half_width: float | None


def smooth(totals: Sequence[float], weights: Sequence[float], variance: float) -> list[Slot]:
    """84 slots, Monday first, from 84 noisy sums of 100 * distance and 84 of 50 a person.

    Both have the noise variance `variance` (> 0). An additive fit of weekday and block, weighted by
    precision, and the remainder shrunk towards it by empirical Bayes (method of moments for the
    variance of the remainder).
    """
    people = _people(weights)
    if people is None:
        return [Slot(None, None)] * (DAYS * BLOCKS)
    seen = [total / (100 * k) for total, k in zip(totals, people, strict=True)]
    noise = [variance / (100 * k) ** 2 for k in people]
    fit, days, blocks = _additive(seen, noise)
    spread = _spread(seen, noise, fit)
    worked = _worked(weights, variance)
    return [
        _slot(seen[n], noise[n], fit[n], days[n // BLOCKS] + blocks[n % BLOCKS], spread)
        if worked[n]
        else Slot(None, None)
        for n in range(DAYS * BLOCKS)
    ]


def _worked(weights: Sequence[float], variance: float) -> list[bool]:
    """Slots whose weekday and whose block were both seen; noise alone must not look like people."""
    days = [sum(weights[d * BLOCKS : (d + 1) * BLOCKS]) for d in range(DAYS)]
    blocks = [sum(weights[b::BLOCKS]) for b in range(BLOCKS)]
    day_seen = [one > SEEN * math.sqrt(BLOCKS * variance) for one in days]
    block_seen = [one > SEEN * math.sqrt(DAYS * variance) for one in blocks]
    return [day and block for day in day_seen for block in block_seen]


def _people(weights: Sequence[float]) -> list[float] | None:
    """People per slot, from the sums over weekdays and over blocks, which are less noisy."""
    rows = [sum(weights[d * BLOCKS : (d + 1) * BLOCKS]) for d in range(DAYS)]
    columns = [sum(weights[b::BLOCKS]) for b in range(BLOCKS)]
    whole = sum(rows)
    if whole <= 0:
        return None
    least = _LEAST_SHARE * whole / 50
    return [
        max(max(row, 0.0) * max(column, 0.0) / whole / 50, least)
        for row in rows
        for column in columns
    ]


def _additive(
    seen: Sequence[float], noise: Sequence[float]
) -> tuple[list[float], list[float], list[float]]:
    """Weighted least squares of day + block by alternation; and the variances of both effects."""
    weight = [1 / one for one in noise]
    day, block = [0.0] * DAYS, [0.0] * BLOCKS
    for _ in range(_ROUNDS):
        for d in range(DAYS):
            places = range(d * BLOCKS, (d + 1) * BLOCKS)
            day[d] = _mean([(seen[n] - block[n % BLOCKS], weight[n]) for n in places])
        for b in range(BLOCKS):
            places = range(b, DAYS * BLOCKS, BLOCKS)
            block[b] = _mean([(seen[n] - day[n // BLOCKS], weight[n]) for n in places])
    fit = [day[n // BLOCKS] + block[n % BLOCKS] for n in range(DAYS * BLOCKS)]
    days = [1 / sum(weight[d * BLOCKS : (d + 1) * BLOCKS]) for d in range(DAYS)]
    blocks = [1 / sum(weight[b::BLOCKS]) for b in range(BLOCKS)]
    return fit, days, blocks


def _mean(weighted: Sequence[tuple[float, float]]) -> float:
    return sum(value * weight for value, weight in weighted) / sum(w for _, w in weighted)


def _spread(seen: Sequence[float], noise: Sequence[float], fit: Sequence[float]) -> float:
    """Variance of the true remainder, >= 0 (DerSimonian & Laird 1986, with the fit's freedom)."""
    weight = [1 / one for one in noise]
    freedom = (DAYS - 1) * (BLOCKS - 1)
    chi = sum(w * (s - f) ** 2 for s, f, w in zip(seen, fit, weight, strict=True))
    scale = sum(weight) - sum(w * w for w in weight) / sum(weight)
    return max(0.0, (chi - freedom) / scale)


def _slot(seen: float, noise: float, fit: float, fit_variance: float, spread: float) -> Slot:
    kept = spread / (spread + noise)
    sd = math.sqrt(kept * noise + (1 - kept) ** 2 * fit_variance)
    half = _WIDTH * sd
    if half > WIDEST:
        return Slot(None, None)
    return Slot(fit + kept * (seen - fit), half)
