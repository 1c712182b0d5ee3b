"""That the reporter has read what came of it: the share of these is the handlers' own number."""

from datetime import datetime

from django.db import transaction

from wellbeing.incidents.models import Case
from wellbeing.incidents.rules import CLOSED
from wellbeing.incidents.services.trail import note


@transaction.atomic
def read_outcome(case: Case, *, now: datetime) -> None:
    """Noted the first time, to the day; nothing else is known of their reading."""
    day = now.replace(hour=0, minute=0, second=0, microsecond=0)
    closed = Case.objects.filter(pk=case.pk, state=CLOSED, outcome_read_at=None)
    if closed.update(outcome_read_at=day):
        note("case_outcome_read", case, actor=None, now=now)
