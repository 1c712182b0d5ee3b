"""What a reset is, for how long it may be revised, and how long it is kept."""

from datetime import datetime, timedelta

LOWEST, HIGHEST = 1, 5

BREATHING = ("cyclic_sighing", "box", "coherent", "longer_exhale", "four_seven_eight")
WITHOUT_BREATHING = ("grounding", "look_far", "feet_on_floor")
BREAKS = ("walk", "water", "stretch", "break_look_far", "music", "colleague", "quiet")
OPENER = ("opener",)
KINDS = BREATHING + WITHOUT_BREATHING + BREAKS + OPENER

SHORTEST_SECONDS, LONGEST_SECONDS = 30, 1800
# A break may end on a phone that lay in a locker for the rest of the shift.
REVISING = timedelta(hours=12)
# As long as the check-ins beside which a person looks back on them.
KEPT = timedelta(weeks=53)


def may_revise(*, started_at: datetime, revised_at: datetime) -> bool:
    """Both are the device's own times, so a wrong clock shortens nobody's twelve hours."""
    return timedelta() <= revised_at - started_at <= REVISING


def can_have_lasted(lasted: timedelta) -> bool:
    return timedelta() <= lasted <= REVISING


# --- Break passes -----------------------------------------------------------------------------
PASS_MINUTES = (5, 10, 15, 20, 30)
MOST_A_DAY, MOST_EXTRA, MOST_PLACES = 12, 6, 1000
REASONS = ("threat", "slur")
# How long a place that became free waits for the first in line.
HOLD = timedelta(minutes=3)


def minutes_up_to(longest: int) -> list[int]:
    return [minutes for minutes in PASS_MINUTES if minutes <= longest]


def next_minute(moment: datetime) -> datetime:
    """Rounded up: an estimate that gives nobody's end to the second."""
    over = timedelta(seconds=moment.second, microseconds=moment.microsecond)
    return moment - over + timedelta(minutes=1) if over else moment
