"""Noting that somebody asked, with nothing of whom or when."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from accounts.models import User
from wellbeing.support.uses.models import Use, whose
from wellbeing.support.uses.rules import KINDS


def note_use(person: User, *, kind: str, now: datetime) -> None:
    """Once a day for each kind; a further one changes nothing. Call it inside the act itself."""
    assert transaction.get_connection().in_atomic_block, "a use belongs to its act's transaction"
    assert kind in KINDS, kind
    used_on = now.astimezone(ZoneInfo(person.time_zone)).date()
    use = Use(whose=whose(person.diary), kind=kind, used_on=used_on)
    Use.objects.bulk_create([use], ignore_conflicts=True)
