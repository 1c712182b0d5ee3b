"""Noting that abuse was reported, with nothing of what was said, about whom and when."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from accounts.models import User
from wellbeing.incidents.models import ReportedKind
from wellbeing.incidents.models.counts import whose
from wellbeing.incidents.rules import groups_of


def note_kinds(person: User, *, kinds: list[str], now: datetime) -> None:
    """Once a day for each group. Call it inside the report itself."""
    assert transaction.get_connection().in_atomic_block, "a count belongs to its report"
    mine, on = whose(person.diary), now.astimezone(ZoneInfo(person.time_zone)).date()
    rows = [ReportedKind(whose=mine, group=group, on=on) for group in groups_of(kinds)]
    ReportedKind.objects.bulk_create(rows, ignore_conflicts=True)
