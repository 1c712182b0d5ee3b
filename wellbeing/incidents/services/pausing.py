"""The clock of the answer stands still while somebody else has to act."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from accounts.models import User
from wellbeing.core.events import publish
from wellbeing.core.sealing import seal
from wellbeing.incidents.clocks import between
from wellbeing.incidents.errors import CannotPause, CaseMovedOn
from wellbeing.incidents.events import CaseMoved
from wellbeing.incidents.models import Case, CaseDeadline, CasePause
from wellbeing.incidents.rules import (
    ANSWER,
    LEAST_PAUSED,
    LEFT_OF_A_LIMIT,
    LONGEST_PAUSE,
    MOST_PAUSED,
    RESUMED,
)
from wellbeing.incidents.selectors.timing import calendar_of
from wellbeing.incidents.services.handling import find_held
from wellbeing.incidents.services.resuming import end, open_pause
from wellbeing.incidents.services.trail import note


@transaction.atomic
def pause(handler: User, *, id: UUID, reason: str, words: str, now: datetime) -> Case:
    """For thirty days at most, and ninety in all.

    Raises CannotPause, CaseHeldElsewhere and NotFound.
    """
    case = find_held(handler, id=id, now=now)
    running = CaseDeadline.objects.running().filter(case=case, kind=ANSWER, missed_at=None)
    answer = running.filter(due_at__gt=now).first()
    if answer is None or case.key is None:
        raise CannotPause
    limit = answer.limit_at and answer.limit_at - LEFT_OF_A_LIMIT
    ends_at = now + min(LONGEST_PAUSE, MOST_PAUSED - _paused(case))
    ends_at = min(ends_at, limit) if limit else ends_at
    left = between(now, answer.due_at, None if answer.by_the_wall else calendar_of(case))
    if ends_at - now < LEAST_PAUSED or left < LEAST_PAUSED:
        raise CannotPause
    # One UPDATE decides, against a second handler, the outcome and the sweep.
    if not running.filter(pk=answer.pk, due_at=answer.due_at).update(left=left):
        raise CannotPause
    row = CasePause(
        case=case, key=case.key, reason=reason, by=handler, paused_at=now, ends_at=ends_at
    )
    row.words = seal(case.key, words, place=row.place) if words else None
    row.save(force_insert=True)
    note("case_paused", case, actor=handler, now=now, reason=reason)
    return _changed(case, now)


@transaction.atomic
def resume(handler: User, *, id: UUID, now: datetime) -> Case:
    """Raises CaseMovedOn, CaseHeldElsewhere and NotFound."""
    case = find_held(handler, id=id, now=now)
    row = open_pause(case)
    if row is None or not end(row, ended_by=RESUMED, now=now):
        raise CaseMovedOn
    note("case_resumed", case, actor=handler, now=now)
    return _changed(case, now)


def _paused(case: Case) -> timedelta:
    """How long its clock has stood still so far; none is open, or it could not be paused."""
    ended = case.pauses.filter(ended_at__isnull=False).values_list("paused_at", "ended_at")
    return sum((until - since for since, until in ended if until), timedelta())


def _changed(case: Case, now: datetime) -> Case:
    Case.objects.filter(pk=case.pk).update(changed_at=now)
    publish(CaseMoved(case_id=str(case.pk), by_reporter=False, at=now.isoformat()))
    case.refresh_from_db()
    return case
