"""Days as the house counts them: an action ends for everybody on the same one."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings


def today(now: datetime) -> date:
    return now.astimezone(_zone()).date()


def begin_of(day: date) -> datetime:
    return datetime.combine(day, time(), _zone())


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.ORGANISATION_TIME_ZONE)
