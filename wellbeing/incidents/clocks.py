"""Time as it passes at work: opening hours only, without nights, weekends and public holidays."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

import holidays

Hours = tuple[int, int]  # opened and closed, in minutes of the local clock after midnight

_DAY: Final = timedelta(days=1)
_MINUTES: Final = 24 * 60
_NOTHING: Final = timedelta()
_FOREVER: Final = 366 * 10  # days; a week that opens at all opens before
_REMINDED_AFTER: Final = 3 / 4  # of the time
_LEAST: Final = timedelta(seconds=1)


@dataclass(frozen=True)
class Calendar:
    """When somebody works. `hours` begins on Monday; `country` has holidays, where it is known."""

    zone: ZoneInfo
    hours: tuple[Hours | None, ...]
    country: str = ""

    def __post_init__(self) -> None:
        assert len(self.hours) == 7, "a week has seven days"
        assert any(self.hours), "a week opens on one day at least"

    def opening(self, day: date) -> tuple[datetime, datetime] | None:
        hours = self.hours[day.weekday()]
        if hours is None or is_holiday(self.country, day):
            return None
        begins, ends = (self._moment(day, minutes) for minutes in hours)
        return (begins, ends) if begins < ends else None  # clocks went forward over all of it

    def working_day(self) -> timedelta:
        """Of a usual length, on average over the days that open."""
        open_days = [hours for hours in self.hours if hours]
        return timedelta(minutes=sum(ends - begins for begins, ends in open_days)) / len(open_days)

    def _moment(self, day: date, minutes: int) -> datetime:
        days, minutes = divmod(minutes, _MINUTES)
        at = time(minutes // 60, minutes % 60)
        # Through UTC: two moments of one zone are subtracted by their hands, not by what passed.
        return datetime.combine(day + days * _DAY, at, tzinfo=self.zone).astimezone(UTC)

    def openings(self, since: datetime) -> Iterator[tuple[datetime, datetime]]:
        """In order, from the one in which `since` lies or the next."""
        first = since.astimezone(self.zone).date() - _DAY
        for days in range(_FOREVER):
            opening = self.opening(first + days * _DAY)
            if opening and opening[1] > since:
                yield opening


@cache
def _holidays(country: str) -> holidays.HolidayBase | None:
    known = country in holidays.list_supported_countries()
    return holidays.country_holidays(country) if known else None


def is_holiday(country: str, day: date) -> bool:
    """Public ones of the whole country; those of a region are worked."""
    found = _holidays(country)
    return found is not None and day in found


def after(moment: datetime, time: timedelta, calendar: Calendar | None) -> datetime:
    """When so much time has passed; without a calendar by the wall clock."""
    if calendar is None or time <= _NOTHING:
        return moment + max(time, _NOTHING)
    for begins, ends in calendar.openings(moment):
        begins = max(begins, moment)
        if time <= ends - begins:
            return begins + time
        time -= ends - begins
    raise AssertionError("a week that opens on one day at least comes to an end")


def between(start: datetime, end: datetime, calendar: Calendar | None) -> timedelta:
    """How much time passes; nothing where the end is first."""
    if calendar is None or end <= start:
        return max(end - start, _NOTHING)
    passed = _NOTHING
    for begins, ends in calendar.openings(start):
        if begins >= end:
            break
        passed += min(ends, end) - max(begins, start)
    return passed


@dataclass(frozen=True)
class Run:
    """One clock from now on: how long, by which calendar, and what a law lets it be at most."""

    remind_at: datetime
    due_at: datetime
    limit_at: datetime | None


def run(
    now: datetime, time: timedelta, *, calendar: Calendar | None, limit_at: datetime | None
) -> Run:
    due_at = after(now, time, calendar)
    remind_at = after(now, time * _REMINDED_AFTER, calendar)
    if limit_at and limit_at < due_at:
        last = abs(limit_at - now) * (1 - _REMINDED_AFTER)  # also of a limit that is over
        return Run(limit_at - max(last, _LEAST), limit_at, limit_at)
    return Run(remind_at, due_at, limit_at)


def parsed_hours(text: str) -> tuple[Hours | None, ...]:
    """ "Mon-Fri 09:00-17:00, Sat 10:00-14:00" as seven days; raises ValueError."""
    week: list[Hours | None] = [None] * 7
    for part in text.split(","):
        days, _space, hours = part.strip().partition(" ")
        begins, ends = (_minutes(one) for one in hours.split("-"))
        if not begins < ends:
            raise ValueError(f"closes before it opens: {part.strip()}")
        for day in _days(days):
            week[day] = (begins, ends)
    return tuple(week)


_NAMES: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _days(text: str) -> range:
    first, _dash, last = text.partition("-")
    return range(_NAMES.index(first), _NAMES.index(last or first) + 1)


def _minutes(text: str) -> int:
    hours, minutes = (int(one) for one in text.strip().split(":"))
    if not (0 <= minutes < 60 and 0 <= hours * 60 + minutes <= _MINUTES):
        raise ValueError(f"no time of a day: {text}")
    return hours * 60 + minutes
