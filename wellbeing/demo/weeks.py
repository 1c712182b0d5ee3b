"""The weeks of the demo that are over: closed one by one by the job that closes them everywhere."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from uuid import UUID

from accounts.models import RoleGrant, User
from accounts.models.people import Role
from wellbeing.demo.moods import WEEKS
from wellbeing.trends import schedule
from wellbeing.trends.closing import close_due
from wellbeing.trends.interventions import NoNumberOfItsOwn, announce_change
from wellbeing.trends.models import Release
from wellbeing.trends.planning import plan_until, zone

_WEEK, _A_MOMENT = schedule.WEEK, timedelta(hours=1)
_CHANGE = UUID("0198a000-0000-7000-8000-000000000001")
_ACTIONS = ["Longer Monday huddle", "Two lessons on guidance", "Buddy pairs"]
_ANNOUNCED, _STARTS = 8, 10  # weeks after the first

Progress = Callable[[list[int]], Iterable[int]]


def release(*, now: datetime, progress: Progress = iter) -> int:
    """Play the clock from the first whole week on; returns how many weeks were released."""
    monday = _first_monday(now)
    plan_until(_at(monday))
    for week in progress(list(range(1, WEEKS + 1))):
        moment = _at(monday + week * _WEEK) + schedule.GRACE
        if moment > now:
            break
        if week == _ANNOUNCED:
            _announce(monday + _STARTS * _WEEK, now=moment)
        close_due(moment)
    return Release.objects.filter(stream="mood_week", level="base").count()


def _first_monday(now: datetime) -> date:
    first = now.astimezone(zone()).date() - WEEKS * _WEEK
    return first + timedelta(days=-first.weekday() % 7)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone()) + _A_MOMENT


def _announce(starts_on: date, *, now: datetime) -> None:
    """Mona changes something in her department, as in the story of the peak season."""
    mona = User.objects.get(personnel_number="mona")
    unit = RoleGrant.objects.get(person=mona, role=Role.MANAGER).unit_id
    with suppress(NoNumberOfItsOwn):  # a smaller demo has no number for one department
        announce_change(
            manager=mona, id=_CHANGE, unit=unit, actions=_ACTIONS, starts_on=starts_on, now=now
        )
