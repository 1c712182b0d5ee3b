"""Sums over the ledger: what any 364 days have cost, or will have."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from wellbeing.trends.budget import YEAR_DAYS

YEAR = timedelta(days=YEAR_DAYS)
TOLERANCE = 1e-9


@dataclass(frozen=True, order=True)
class Entry:
    """One release: the day on which its period closed, its rho, and the rho of a year then."""

    closed_on: date
    rho: float
    rho_year: float

    @property
    def part(self) -> float:
        return self.rho / self.rho_year


def largest(entries: Iterable[Entry], *, touching: date | None = None) -> tuple[float, float]:
    """The most that any 364 days hold: (as a part of the year's budget, as rho).

    `touching` limits this to windows that hold that day. Both are 0 for an empty ledger. Windows
    are half-open, (day - 364, day], so that a weekly stream has exactly 52 entries in each.
    """
    rows = sorted(entries)
    return _best(rows, touching, "part"), _best(rows, touching, "rho")


def _best(rows: Sequence[Entry], touching: date | None, what: str) -> float:
    best = spent = 0.0
    first = 0
    for row in rows:
        spent += getattr(row, what)
        while rows[first].closed_on <= row.closed_on - YEAR:
            spent -= getattr(rows[first], what)
            first += 1
        if touching is None or _may_hold(rows[first].closed_on, row.closed_on, touching):
            best = max(best, spent)
    return best


def _may_hold(oldest: date, newest: date, day: date) -> bool:
    """Whether some 364 days hold these two and also this day."""
    return max(newest, day) - min(oldest, day) < YEAR


def fits(entries: Iterable[Entry]) -> bool:
    """Whether every 364 days stay within the budget that was in force."""
    return largest(entries)[0] <= 1 + TOLERANCE
