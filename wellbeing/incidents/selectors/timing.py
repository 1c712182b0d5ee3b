"""By whose hours and under which country's rules the clocks of a case run."""

from dataclasses import asdict
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from wellbeing.incidents.clocks import Calendar, Hours, parsed_hours, run
from wellbeing.incidents.countries import Pack, pack_for
from wellbeing.incidents.models import Case
from wellbeing.incidents.rules import is_threat


@cache
def _hours(text: str) -> tuple[Hours | None, ...]:
    return parsed_hours(text)


def calendar_of(case: Case) -> Calendar:
    """The house's hours, on the clock and with the holidays of whoever reported."""
    one, hours = case.reporter, _hours(settings.BUSINESS_HOURS)
    zone = one.time_zone if one else settings.ORGANISATION_TIME_ZONE
    return Calendar(ZoneInfo(zone), hours, country_of(case))


def pack_of(case: Case) -> Pack:
    return pack_for(country_of(case))


def country_of(case: Case) -> str:
    """As it was when it was reported; the house's, where none was known then."""
    return case.country or settings.ORGANISATION_COUNTRY


def clock(
    case: Case, kind: str, *, limit_at: datetime | None = None, now: datetime
) -> dict[str, Any]:
    """One clock as it starts, in the columns of its row; a limit that it had before stands."""
    calendar, pack = calendar_of(case), pack_of(case)
    threat = is_threat(case.kinds, severity=case.severity, urgent=case.urgent)
    figure = pack.figure(kind, severity=case.severity, threat=threat)
    time, hours = figure.time(calendar.working_day()), None if figure.by_the_wall else calendar
    if limit_at is None and kind in pack.limits:
        limit_at = now + pack.limits[kind]
    set_out = run(now, time, calendar=hours, limit_at=limit_at)
    return {"by_the_wall": figure.by_the_wall, **asdict(set_out)}
