"""Weeks, planning periods and quarters, counted from the first Monday of an installation."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from wellbeing.core.counting import Period

WEEK = timedelta(weeks=1)
PLANNING_WEEKS = 4
# Phones that were without a signal have this long to send what belongs to a period.
GRACE = timedelta(hours=72)


def monday_of(moment: datetime, zone: ZoneInfo) -> date:
    today = moment.astimezone(zone).date()
    return today - timedelta(days=today.weekday())


def period(starts_on: date, weeks: int, zone: ZoneInfo) -> Period:
    """Whole days on the clock of the place where they were lived, closing 72 hours later."""
    ends_on = starts_on + weeks * WEEK
    midnight = datetime.combine(ends_on, time(), tzinfo=zone)
    return Period(starts_on=starts_on, ends_on=ends_on, cutoff=midnight + GRACE)


def planning_number(epoch: date, day: date) -> int:
    return (day - epoch) // (PLANNING_WEEKS * WEEK)


def closed(epoch: date, weeks: int, *, now: datetime, zone: ZoneInfo) -> Iterator[Period]:
    """Every period of this length, from the first on, whose cut-off has passed."""
    starts_on = epoch
    while (one := period(starts_on, weeks, zone)).cutoff <= now:
        yield one
        starts_on = one.ends_on
