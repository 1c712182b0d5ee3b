"""Days on which people work."""

from datetime import date, timedelta
from typing import Final

from wellbeing.incidents.clocks import is_holiday

_SATURDAY: Final = 5


def after_working_days(day: date, count: int, *, country: str) -> date:
    """The last of so many, without weekends and public holidays; the day itself does not count."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < _SATURDAY and not is_holiday(country, day)
    return day
