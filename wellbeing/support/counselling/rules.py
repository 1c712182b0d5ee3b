"""When a counsellor can be booked: local hours become times of one clock for everybody."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# Everything booked takes whole quarters of an hour, the pause after it among them: then one
# unique row for each quarter keeps any two from overlapping.
QUARTER = timedelta(minutes=15)
PAUSES = {30: (0, 15, 30), 50: (10, 25)}  # minutes; with its pause each fills its quarters
LENGTHS = tuple(PAUSES)

NOTICE_MINUTES, HORIZON_DAYS = 120, 28  # unless the counsellor says otherwise
MOST_NOTICE_MINUTES, MOST_HORIZON_DAYS = 7 * 24 * 60, 60
UPCOMING = 2  # appointments that one person may have ahead of them
HOLD = timedelta(minutes=15)
REST = timedelta(hours=2)  # after an offer that nobody took: a phone that buzzes often is put away
WAIT_LASTS, LONGEST_WAIT = timedelta(days=28), timedelta(days=60)
GRACE = timedelta(hours=1)  # after a role's end: it may be renewed with a gap
NEWS_SHOWN = timedelta(days=1)
SHOWN = 60  # free times in one answer
SPOKEN = ("en", "zh-Hans", "ru")
REMINDERS = {"day": timedelta(hours=24), "hour": timedelta(hours=1)}
CANCELLED_KEPT = timedelta(weeks=4)
PLACE_LONGEST, ALIAS_LONGEST, TOPIC_LONGEST, NOTE_LONGEST = 200, 40, 500, 10_000


@dataclass(frozen=True)
class Window:
    """Local hours of one day, cut into appointments."""

    from_time: time
    to_time: time
    minutes: int
    pause: int


@dataclass(frozen=True)
class Weekly(Window):
    """The same hours on some days of each week."""

    weekdays: tuple[int, ...]
    valid_from: date
    valid_until: date | None

    def holds_on(self, day: date) -> bool:
        begun = self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)
        return begun and day.weekday() in self.weekdays


@dataclass(frozen=True, order=True)
class Slot:
    """A time that can be booked; the pause after it is the counsellor's."""

    starts_at: datetime
    ends_at: datetime
    pause: int

    @property
    def free_again_at(self) -> datetime:
        return self.ends_at + timedelta(minutes=self.pause)


def slots(
    weekly: Iterable[Weekly],
    extra: Iterable[tuple[date, Window]],
    off: Iterable[date],
    *,
    zone: ZoneInfo,
    since: datetime,
    until: datetime,
) -> list[Slot]:
    """Every appointment that begins in [since, until), in order; no two overlap."""
    rules, days_off, added = list(weekly), set(off), list(extra)
    found: list[Slot] = []
    for day in _days(since.astimezone(zone).date(), until.astimezone(zone).date()):
        windows: list[Window] = [window for on, window in added if on == day]
        if day not in days_off:
            windows += [rule for rule in rules if rule.holds_on(day)]
        for window in windows:
            found += _cut(day, window, zone)
    return list(_apart(slot for slot in sorted(found) if since <= slot.starts_at < until))


def quarters(since: datetime, until: datetime) -> Iterator[datetime]:
    """The quarters of an hour that this touches."""
    quarter = since - (since - datetime.min.replace(tzinfo=since.tzinfo)) % QUARTER
    while quarter < until:
        yield quarter
        quarter += QUARTER


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _cut(day: date, window: Window, zone: ZoneInfo) -> Iterator[Slot]:
    """By the clock on the wall: what it skips is no appointment, what it says twice is one."""
    length = timedelta(minutes=window.minutes)
    wall, closes = datetime.combine(day, window.from_time), datetime.combine(day, window.to_time)
    while wall + length <= closes:
        starts_at = wall.replace(tzinfo=zone).astimezone(UTC)
        ends_on_the_wall = (starts_at + length).astimezone(zone).replace(tzinfo=None)
        exists = starts_at.astimezone(zone).replace(tzinfo=None) == wall
        if exists and ends_on_the_wall <= closes:
            yield Slot(starts_at, starts_at + length, window.pause)
        wall += length + timedelta(minutes=window.pause)


def _apart(found: Iterable[Slot]) -> Iterator[Slot]:
    """Hours that overlap, or a clock that was put forward, offer nothing twice."""
    free_at = datetime.min.replace(tzinfo=UTC)
    for slot in found:
        if slot.starts_at >= free_at:
            free_at = slot.free_again_at
            yield slot
