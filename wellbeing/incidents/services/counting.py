"""Noting that abuse was reported, with nothing of what was said, about whom and when."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from accounts.models import User
from wellbeing.incidents.models import Case, ReportedKind
from wellbeing.incidents.models.counts import whose
from wellbeing.incidents.rules import WITHDRAWN, groups_of

_AROUND = timedelta(days=1)


def note_kinds(person: User, *, kinds: Sequence[str], now: datetime) -> None:
    """Once a day for each group. Call it inside the report itself."""
    assert transaction.get_connection().in_atomic_block, "a count belongs to its report"
    mine, on = whose(person.diary), _day(person, now)
    rows = [ReportedKind(whose=mine, group=group, on=on) for group in groups_of(kinds)]
    ReportedKind.objects.bulk_create(rows, ignore_conflicts=True)


def take_back_kinds(person: User, *, kinds: Sequence[str], reported_at: datetime) -> None:
    """Unless another report of that day says the same; what is published stays."""
    on = _day(person, reported_at)
    around = (reported_at - _AROUND, reported_at + _AROUND)
    theirs = Case.objects.told_by(person).filter(received_at__range=around)
    left = theirs.exclude(state=WITHDRAWN)
    same_day = [one for one in left if _day(person, one.received_at) == on]
    gone = set(groups_of(kinds)) - set(groups_of(kind for one in same_day for kind in one.kinds))
    ReportedKind.objects.of(person.diary).filter(on=on, group__in=gone).delete()


def _day(person: User, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(person.time_zone)).date()
