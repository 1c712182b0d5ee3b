"""When whoever reported did something, as it is stored and shown."""

from datetime import datetime, timedelta
from typing import Final

from wellbeing.incidents.models import Case
from wellbeing.incidents.rules import ANONYMOUS, by_the_hour

_NEXT: Final = timedelta(microseconds=1)


def of_reporter(case: Case, now: datetime) -> datetime:
    """Without a name the minute would say who it was, beside a list of calls: the hour then, and
    after whatever was before, so that order and news stay what they are.
    """
    if case.identity != ANONYMOUS:
        return now
    hour = by_the_hour(now)
    return max(hour, case.changed_at + _NEXT) if case.changed_at else hour
