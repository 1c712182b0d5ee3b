"""Whoever has a case may find nothing of it any more: then it is nobody's, and the others hear."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from wellbeing.core.events import publish
from wellbeing.core.sweeping import past_faults
from wellbeing.incidents.events import CaseNeedsEyes
from wellbeing.incidents.models import Case
from wellbeing.incidents.selectors.cases import visible_to
from wellbeing.incidents.services import alerts
from wellbeing.incidents.services.trail import CLOCK, note


def set_free(case: Case, handler: User, *, now: datetime) -> bool:
    """Once, whoever else does it in this moment."""
    held = Case.objects.filter(pk=case.pk, assigned_to=handler)
    if not held.update(assigned_to=None, changed_at=now):
        return False
    publish(CaseNeedsEyes(case_id=str(case.pk), key=f"left:{now.isoformat()}"))
    alerts.start(case, now=now)
    return True


def free_forsaken(*, now: datetime, of: UUID | None = None) -> None:
    """Whose role is over, however that came, or who has left, has no open case any more."""
    holders = User.objects.filter(pk=of) if of else User.objects.all()
    held = Case.objects.open().exclude(assigned_to=None)
    for handler in holders.filter(pk__in=held.values("assigned_to")):
        seen = visible_to(handler, now=now).values("pk")
        for case in held.filter(assigned_to=handler).exclude(pk__in=seen):
            with past_faults("incidents.Case", case.pk), transaction.atomic():
                if set_free(case, handler, now=now):
                    note("case_set_free", case, actor=None, role=CLOCK, now=now)
