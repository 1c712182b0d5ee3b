"""What may be said in a check-in, and for how long it may be refined."""

import math
from datetime import datetime, timedelta

LOWEST, HIGHEST = 1, 5

# Ten each from content.md; the words a person may pick are offered, never asked for.
SOURCES = (
    "customer",
    "workload",
    "difficult_case",
    "work_not_valued",
    "unfair_comparison",
    "guidance",
    "colleagues",
    "tools",
    "schedule",
    "private_life",
)
BODY = (
    "chest_tight",
    "heart_fast",
    "breath_shallow",
    "voice_raised",
    "jaw_clenched",
    "heat",
    "limbs_heavy",
    "eyes_tired",
    "stomach",
    "restless",
)
FEELINGS = (
    "calm",
    "content",
    "grateful",
    "proud",
    "hopeful",
    "relieved",
    "tense",
    "irritated",
    "angry",
    "hurt",
    "worried",
    "sad",
    "numb",
    "overwhelmed",
    "ashamed",
    "lonely",
)

# What the trends count of one agent (docs/privacy.md): fixed public numbers, never fitted to data.
CENTRE = 3.25  # of the five-point scale
MOOD_CLIP, MOOD_WEIGHT = 150, 75  # hundredths of a point either way; for having taken part
COUNTED_A_DAY = 2
CYCLE_WEIGHT, CYCLE_BOUND = 50, math.sqrt(12 * (100**2 + 50**2))

REFINING = timedelta(minutes=10)
# A year to look back on. Never less than SHORTEST_KEPT: the longest open period of the trends
# (8 weeks before a change and 8 after it) and the days until it closes.
KEPT = timedelta(weeks=53)
SHORTEST_KEPT = timedelta(weeks=17)


def may_refine(*, answered_at: datetime, revised_at: datetime) -> bool:
    """Both are the device's own times, so a wrong clock shortens nobody's ten minutes."""
    return timedelta() <= revised_at - answered_at <= REFINING
