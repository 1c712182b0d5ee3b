"""What a case handler does. Each change is one conditional UPDATE: of two, one wins."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from accounts.models.people import Role
from wellbeing.core import audit
from wellbeing.core.errors import NotFound
from wellbeing.core.events import publish
from wellbeing.core.sealing import seal
from wellbeing.incidents.errors import CaseMovedOn
from wellbeing.incidents.events import CaseMoved
from wellbeing.incidents.models import Case, Opening
from wellbeing.incidents.rules import ACKNOWLEDGE, ACKNOWLEDGED, ANONYMOUS, ANSWER, CLOSED, RECEIVED
from wellbeing.incidents.selectors.cases import visible_to
from wellbeing.incidents.services import deadlines


@transaction.atomic
def open_case(handler: User, *, id: UUID, now: datetime) -> Case:
    """With a line in the log, which the reporter reads. Raises NotFound."""
    case = find(handler, id=id, now=now)
    Opening.objects.create(case=case, handler=handler, at=now)
    _note("case_opened", case, handler, now)
    return case


@transaction.atomic
def acknowledge(handler: User, *, id: UUID, now: datetime) -> Case:
    """Somebody has read it; it is theirs from now on. Raises CaseMovedOn and NotFound."""
    case = find(handler, id=id, now=now)
    found = Case.objects.filter(pk=case.pk, state=RECEIVED)
    done = found.update(
        state=ACKNOWLEDGED, acknowledged_at=now, assigned_to=handler, changed_at=now
    )
    if done:
        deadlines.meet(case, clock=ACKNOWLEDGE, now=now)
    return _moved(case, handler, "case_acknowledged", bool(done), now)


@transaction.atomic
def take_over(handler: User, *, id: UUID, now: datetime) -> Case:
    """Raises CaseMovedOn and NotFound."""
    case = find(handler, id=id, now=now)
    found = Case.objects.filter(pk=case.pk, state=ACKNOWLEDGED)
    done = found.update(assigned_to=handler, changed_at=now)
    return _moved(case, handler, "case_taken_over", bool(done), now)


@transaction.atomic
def close(handler: User, *, id: UUID, outcome: str, now: datetime) -> Case:
    """With what was done, which the reporter reads. Raises CaseMovedOn and NotFound."""
    case = find(handler, id=id, now=now)
    assert case.key is not None or case.state != ACKNOWLEDGED
    if case.key is None:
        raise CaseMovedOn
    sealed = seal(case.key, outcome, place=case.place("outcome"))
    found = Case.objects.filter(pk=case.pk, state=ACKNOWLEDGED)
    done = found.update(state=CLOSED, outcome=sealed, ended_at=now, changed_at=now)
    if done:
        deadlines.meet(case, clock=ANSWER, now=now)
    return _moved(case, handler, "case_closed", bool(done), now)


@transaction.atomic
def reopen(handler: User, *, id: UUID, now: datetime) -> Case:
    """Raises CaseMovedOn and NotFound."""
    case = find(handler, id=id, now=now)
    found = Case.objects.filter(pk=case.pk, state=CLOSED)
    done = found.update(
        state=ACKNOWLEDGED, ended_at=None, assigned_to=handler, outcome_read_at=None, changed_at=now
    )
    if done:
        deadlines.start(case, clocks=(ANSWER,), now=now)
    return _moved(case, handler, "case_reopened", bool(done), now)


@transaction.atomic
def stand_back(handler: User, *, id: UUID, now: datetime) -> None:
    """A conflict of interest: from now on there is nothing here for them. Raises NotFound."""
    case = find(handler, id=id, now=now)
    case.exclusions.get_or_create(person=handler)
    Case.objects.filter(pk=case.pk, assigned_to=handler).update(assigned_to=None, changed_at=now)
    _note("case_left", case, handler, now)
    publish(CaseMoved(case_id=str(case.pk), by_reporter=False))


def _moved(case: Case, handler: User, act: str, done: bool, now: datetime) -> Case:
    if not done:
        raise CaseMovedOn
    _note(act, case, handler, now)
    publish(CaseMoved(case_id=str(case.pk), by_reporter=False))
    case.refresh_from_db()
    return case


def find(handler: User, *, id: UUID, now: datetime) -> Case:
    """Raises NotFound."""
    case = visible_to(handler, now=now).filter(pk=id).select_related("key", "reporter").first()
    if case is None:
        raise NotFound
    return case


def _note(act: str, case: Case, handler: User, now: datetime) -> None:
    about = None if case.identity == ANONYMOUS else case.reporter_id
    audit.record(
        act,
        actor_id=handler.pk,
        role=Role.CASE_HANDLER,
        now=now,
        person_id=about,
        case=str(case.pk),
    )
