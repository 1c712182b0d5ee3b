"""How plausible moods come about in the demo; every number here is invented."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from wellbeing.checkins.models import CheckIn
from wellbeing.checkins.rules import BODY, FEELINGS, HIGHEST, LOWEST, SOURCES
from wellbeing.core.ids import uuid7

WEEKS = 28  # 26 that are released, and those that are still open
# Points of the five-point scale, by local hour and by weekday (0 is Monday).
_HOURS = dict(zip(range(6, 24), (-0.1, -0.1, 0.0, 0.1, 0.2, 0.2, 0.1, 0.2, 0.1, -0.1, -0.2, -0.2,
                                 -0.1, 0.0, 0.0, -0.1, -0.2, -0.3), strict=True))  # fmt: skip
_WEEKDAYS = (-0.2, 0.0, 0.1, -0.1, 0.2, 0.1, 0.0)
_ROUGH = 0.8  # Mondays before ten and Thursdays after three, as in the story of the peak season
_SITE_EVENT, _SITE_EVENT_WEEKS = -0.7, range(14, 18)
_BAD_QUARTER, _BAD_QUARTER_WEEKS = -0.5, range(11, 24)

_GOOD, _POOR = FEELINGS[:6], FEELINGS[6:]
_USUAL_SOURCES = (9, 8, 6, 4, 2, 5, 1, 4, 3, 2)
_ROUGH_SOURCES = (3, 12, 2, 2, 1, 12, 1, 2, 2, 1)
# A change that helped, announced in advance: see weeks.py.
_HELP, _HELP_WEEKS = 0.5, range(11, WEEKS)


@dataclass(frozen=True)
class Diarist:
    """What one person's half year depends on."""

    zone: ZoneInfo
    shift_starts: int  # local hour
    days: tuple[int, ...]  # weekdays on shift
    baseline: float  # points of the scale
    joins_in: float  # probability that a week has any check-in
    keen: float = 0.48  # probability of each of the eight further check-ins of such a week
    site_event: bool = False
    bad_quarter: bool = False
    helped: bool = False


def half_year(who: Diarist, *, first: date, now: datetime, chance: Random) -> list[CheckIn]:
    """Check-ins without a subject, from the day `first` on."""
    rows = []
    for week in range(WEEKS):
        if chance.random() < who.joins_in:
            mood_of_week = chance.gauss(0, 0.25)
            for _ in range(1 + sum(chance.random() < who.keen for _ in range(8))):
                moment = _moment(who, first + timedelta(weeks=week), chance)
                rows.append(_checkin(who, week, moment, mood_of_week, now, chance))
    return rows


def _moment(who: Diarist, week: date, chance: Random) -> datetime:
    wanted = chance.choice(who.days)
    day = week + timedelta(days=(wanted - week.weekday()) % 7)
    midnight = datetime(day.year, day.month, day.day, tzinfo=who.zone)
    return midnight + timedelta(hours=who.shift_starts, seconds=chance.randrange(8 * 3600))


def _checkin(
    who: Diarist, week: int, moment: datetime, mood_of_week: float, now: datetime, chance: Random
) -> CheckIn:
    rough = _is_rough(moment)
    mood = _step(_level(who, week, moment, rough) + mood_of_week + chance.gauss(0, 0.7))
    received = min(now, moment + _delay(chance))
    refined = chance.random() < 0.6
    said = _refinement(mood, moment.hour - who.shift_starts, rough, chance) if refined else {}
    offset = moment.utcoffset()
    assert offset is not None
    return CheckIn(
        id=uuid7(moment, chance),
        revision=2 if refined else 1,
        answered_at=moment,
        utc_offset=offset // timedelta(minutes=1),
        received_at=received,
        changed_at=received,
        mood=mood,
        **said,
    )


def _level(who: Diarist, week: int, moment: datetime, rough: bool) -> float:
    """The expected mood before rounding, on the scale of 1 to 5."""
    level = 3.4 + who.baseline + _HOURS.get(moment.hour, 0.0) + _WEEKDAYS[moment.weekday()]
    level -= _ROUGH * rough
    if who.site_event and week in _SITE_EVENT_WEEKS:
        level += _SITE_EVENT
    if who.bad_quarter and week in _BAD_QUARTER_WEEKS:
        level += _BAD_QUARTER
    if who.helped and week in _HELP_WEEKS:
        level += _HELP
    return level


def _is_rough(moment: datetime) -> bool:
    early_monday = moment.weekday() == 0 and moment.hour < 10
    return early_monday or (moment.weekday() == 3 and moment.hour >= 15)


def _step(level: float) -> int:
    return min(HIGHEST, max(LOWEST, round(level)))


def _delay(chance: Random) -> timedelta:
    """Most arrive at once, one in twelve after hours without a signal."""
    offline = chance.random() < 0.08
    return timedelta(seconds=chance.uniform(600, 9 * 3600) if offline else chance.uniform(0.2, 4))


def _refinement(mood: int, hours_in: int, rough: bool, chance: Random) -> dict[str, object]:
    """Energy falls over the shift; words and sources lean on the mood."""
    words = _GOOD if mood + chance.gauss(0, 0.8) > 3 else _POOR
    weights = _ROUGH_SOURCES if rough else _USUAL_SOURCES
    strained = mood <= 3 and chance.random() < 0.75
    tense = mood <= 2 and chance.random() < 0.5
    return {
        "energy": _step(3.9 - 0.14 * hours_in + 0.35 * (mood - 3) + chance.gauss(0, 0.7))
        if chance.random() < 0.85
        else None,
        "feelings": _some(FEELINGS, words, None, chance) if chance.random() < 0.55 else [],
        "body": _some(BODY, BODY, None, chance) if tense else [],
        "sources": _some(SOURCES, SOURCES, weights, chance) if strained else [],
    }


def _some(
    order: tuple[str, ...], words: tuple[str, ...], weights: tuple[int, ...] | None, chance: Random
) -> list[str]:
    picked = set(chance.choices(words, weights, k=chance.choice((1, 1, 2))))
    return sorted(picked, key=order.index)
