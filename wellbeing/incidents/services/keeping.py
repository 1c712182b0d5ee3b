"""Hold a case for a legal reason, and let it go."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from accounts.models import User
from wellbeing.core.events import publish
from wellbeing.core.sealing import seal
from wellbeing.incidents.errors import CaseMovedOn, HeldTooLong
from wellbeing.incidents.events import CaseMoved
from wellbeing.incidents.models import Case, LegalHold
from wellbeing.incidents.rules import LONGEST_HOLD
from wellbeing.incidents.services.handling import find_held
from wellbeing.incidents.services.reporting import forget_reported
from wellbeing.incidents.services.trail import note


@transaction.atomic
def hold(handler: User, *, id: UUID, reason: str, review_at: datetime, now: datetime) -> Case:
    """Or go on holding it, with a new day on which it is looked at again.

    Raises CaseHeldElsewhere, CaseMovedOn, HeldTooLong and NotFound.
    """
    if not timedelta() < review_at - now <= LONGEST_HOLD:
        raise HeldTooLong
    case = find_held(handler, id=id, now=now)
    if case.key is None:
        raise CaseMovedOn
    row = LegalHold.objects.standing().filter(case=case).first() or LegalHold(
        case=case, key=case.key, set_at=now
    )
    row.set_by, row.review_at, row.reminded_at = handler, review_at, None
    row.reason = seal(case.key, reason, place=row.place)
    row.save()
    return _changed("case_held", case, handler, now)


@transaction.atomic
def let_go(handler: User, *, id: UUID, now: datetime) -> Case:
    """If whoever reported asked to be forgotten meanwhile, that is finished now.

    Raises CaseHeldElsewhere, CaseMovedOn and NotFound.
    """
    case = find_held(handler, id=id, now=now)
    row = LegalHold.objects.standing().filter(case=case).first()
    if row is None:
        raise CaseMovedOn
    row.lifted_at, row.lifted_by = now, handler
    row.save(update_fields=["lifted_at", "lifted_by"])
    _changed("case_let_go", case, handler, now)
    if row.erase_asked_at:
        forget_reported(case, now=now)
    case.refresh_from_db()
    return case


def _changed(act: str, case: Case, handler: User, now: datetime) -> Case:
    note(act, case, actor=handler, now=now)
    Case.objects.filter(pk=case.pk).update(changed_at=now)
    publish(CaseMoved(case_id=str(case.pk), by_reporter=False, at=now.isoformat()))
    case.refresh_from_db()
    return case
