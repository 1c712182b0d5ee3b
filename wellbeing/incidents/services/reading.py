"""That the reporter has read what came of it: the share of these is the handlers' own number."""

from datetime import datetime

from wellbeing.incidents.models import Case
from wellbeing.incidents.rules import CLOSED


def read_outcome(case: Case, *, now: datetime) -> None:
    """Noted the first time; nothing else is known of their reading."""
    closed = Case.objects.filter(pk=case.pk, state=CLOSED, outcome_read_at=None)
    closed.update(outcome_read_at=now)
