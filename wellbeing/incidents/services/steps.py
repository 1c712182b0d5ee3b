"""What a handler does with a step that a country asks for: tick it, set it aside, or neither."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from wellbeing.core.errors import NotFound
from wellbeing.core.sealing import seal
from wellbeing.incidents.errors import CaseMovedOn
from wellbeing.incidents.models import Case, CaseStep
from wellbeing.incidents.rules import ACKNOWLEDGED, STEP_OPEN, STEP_SET_ASIDE
from wellbeing.incidents.selectors.timing import pack_of
from wellbeing.incidents.services.handling import find_held
from wellbeing.incidents.services.trail import note


@transaction.atomic
def settle(
    handler: User, *, id: UUID, step: str, state: str, reason: str = "", now: datetime
) -> Case:
    """Raises CaseMovedOn, CaseHeldElsewhere and NotFound."""
    case = find_held(handler, id=id, now=now)
    if pack_of(case).step(step) is None:
        raise NotFound
    if case.state != ACKNOWLEDGED or case.key is None:
        raise CaseMovedOn
    case.steps.filter(step=step).delete()
    if state != STEP_OPEN:
        row = CaseStep(case=case, key=case.key, step=step, state=state, by=handler, at=now)
        aside = state == STEP_SET_ASIDE
        row.reason = seal(case.key, reason, place=row.place) if aside else None
        row.save(force_insert=True)
    note("case_step_settled", case, actor=handler, now=now, step=step, state=state)
    Case.objects.filter(pk=case.pk).update(changed_at=now)
    case.refresh_from_db()
    return case
