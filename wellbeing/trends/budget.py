"""What is measured, how often, and for which part of the year's privacy budget.

Budgets are in zero-concentrated differential privacy (rho; Bun & Steinke 2016). One row here is
one stream at one level; the shares of a table add up to 1, which the import itself checks.
"""

import math
from dataclasses import dataclass
from typing import Final

YEAR_DAYS: Final = 364
PRESETS: Final = {"strict": 0.125, "standard": 0.25, "relaxed": 0.5}  # rho of one year
STRICT_FROM: Final = 5_000  # rostered agents at installation

MOOD_CLIP, MOOD_WEIGHT = 150, 75
_MOOD = math.hypot(MOOD_CLIP, MOOD_WEIGHT)
SLOTS, FULL_SLOTS, SLOT_CLIP, SLOT_WEIGHT = 84, 12, 100, 50
_CYCLE = math.sqrt(FULL_SLOTS * (SLOT_CLIP**2 + SLOT_WEIGHT**2))
_CHANGE = math.hypot(100, 100)
ANALYSES_A_YEAR: Final = 2


@dataclass(frozen=True)
class Stream:
    """One kind of published number at one level.

    `length` counts the integers of one agent's vector, `l2` bounds its Euclidean norm, `share` is
    the part of a year's rho, `reach` how far replacing an agent's answers by their opposites
    moves the vector, in units of removing them.
    """

    name: str
    level: str  # base, large, whole (the organisation) or change (a registered one)
    weeks: int
    length: int
    l2: float
    share: float
    reach: float

    @property
    def a_year(self) -> int:
        """Releases that close in any 364 days."""
        return ANALYSES_A_YEAR if self.level == "change" else YEAR_DAYS // (7 * self.weeks)

    def rho(self, rho_year: float) -> float:
        """Budget of one release, > 0."""
        return rho_year * self.share / self.a_year

    def sigma(self, rho_year: float) -> float:
        """Standard deviation of the noise on each integer: l2 / sqrt(2 rho)."""
        return self.l2 / math.sqrt(2 * self.rho(rho_year))


# Replacing (q, 75) by (-q, 75) against removing it, as squares: 4 / 1.25.
_OPPOSITE, _OTHER, _REMOVED = 3.2, 2.0, 1.0


def _table(*, mood_week: float, mood_day: float, help_level: str) -> tuple[Stream, ...]:
    found = (
        Stream("mood_week", "base", 1, 2, _MOOD, mood_week * 0.7, _OPPOSITE),
        Stream("mood_week", "large", 1, 2, _MOOD, mood_week * 0.3, _OPPOSITE),
        Stream("mood_day", "whole", 1, 14, _MOOD, mood_day, _OPPOSITE),
        Stream("cycle_13wk", "large", 13, 2 * SLOTS, _CYCLE, 0.13, _OPPOSITE),
        Stream("stress_4wk", "large", 4, 10, 1000.0, 0.08, _OTHER),
        Stream("abuse_4wk", "large", 4, 6, 100.0, 0.08, _REMOVED),
        Stream("energy_4wk", "large", 4, 2, _MOOD, 0.03, _OPPOSITE),
        Stream("help_4wk", help_level, 4, 4, 100.0, 0.02, _REMOVED),
        Stream("intervention", "change", 16, 2, _CHANGE, 0.08, _OTHER),
    )
    assert math.isclose(sum(stream.share for stream in found), 1.0)
    return tuple(stream for stream in found if stream.share)


# Below 5,000 agents a day of the organisation is too blurred to be of use: its part goes to the
# weeks, and help is counted for the organisation alone.
TABLES: Final = {
    "small": _table(mood_week=0.58, mood_day=0.0, help_level="whole"),
    "large": _table(mood_week=0.54, mood_day=0.04, help_level="large"),
}


def table_for(agents: int) -> str:
    return "large" if agents >= STRICT_FROM else "small"


def preset_for(agents: int) -> str:
    return "strict" if agents >= STRICT_FROM else "standard"


def streams_named(name: str, table: str) -> list[Stream]:
    """The rows of one stream, base before large: they are measured from the same vectors."""
    return [stream for stream in TABLES[table] if stream.name == name]
