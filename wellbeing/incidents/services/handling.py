"""What a case handler does. Each change is one conditional UPDATE: of two, one wins."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from wellbeing.core.errors import NotFound
from wellbeing.core.events import publish
from wellbeing.core.sealing import seal
from wellbeing.incidents.errors import (
    CaseHeldElsewhere,
    CaseMovedOn,
    NotForThisColleague,
    SomethingCame,
    StepsAreLeft,
)
from wellbeing.incidents.events import CaseGiven, CaseLeft, CaseMoved
from wellbeing.incidents.models import Case
from wellbeing.incidents.rules import ACKNOWLEDGE, ACKNOWLEDGED, ANSWER, CLOSED, RECEIVED
from wellbeing.incidents.selectors.cases import handlers_of, visible_to
from wellbeing.incidents.selectors.steps import all_settled
from wellbeing.incidents.services import alerts, deadlines
from wellbeing.incidents.services.leaving import set_free
from wellbeing.incidents.services.trail import OPENED, note, note_aside


@transaction.atomic
def open_case(handler: User, *, id: UUID, now: datetime) -> Case:
    """With a line in the log, which the reporter reads. Raises NotFound."""
    case = find(handler, id=id, now=now)
    note(OPENED, case, actor=handler, now=now)
    return case


@transaction.atomic
def acknowledge(handler: User, *, id: UUID, now: datetime) -> Case:
    """Somebody has read it; it is theirs from now on. Raises CaseMovedOn and NotFound."""
    case = find(handler, id=id, now=now)
    found = Case.objects.filter(pk=case.pk, state=RECEIVED)
    done = _hand_to(handler, case, found, state=ACKNOWLEDGED, acknowledged_at=now, changed_at=now)
    if done:
        alerts.stop(case)
        deadlines.meet(case, clock=ACKNOWLEDGE, now=now)
    return _moved(case, handler, "case_acknowledged", done, now)


@transaction.atomic
def take_over(handler: User, *, id: UUID, now: datetime) -> Case:
    """Also what is closed, to open it again. Raises CaseMovedOn and NotFound."""
    case = find(handler, id=id, now=now)
    found = Case.objects.filter(pk=case.pk, state__in=(ACKNOWLEDGED, CLOSED))
    done = _hand_to(handler, case, found, changed_at=now)
    if done:
        alerts.stop(case)
    return _moved(case, handler, "case_taken_over", done, now)


def _hand_to(person: User, case: Case, found: QuerySet[Case], **changes: object) -> bool:
    """That they had it is kept, whoever has it after them."""
    if not found.update(assigned_to=person, **changes):
        return False
    case.holders.get_or_create(person=person)
    return True


def colleagues_of(handler: User, *, id: UUID, now: datetime) -> QuerySet[User]:
    """To whom a handler may give what they hold; nobody else learns who is not among them.

    Raises CaseHeldElsewhere, CaseMovedOn and NotFound.
    """
    return _others(find_held(handler, id=id, now=now), handler, now)


def _others(case: Case, handler: User, now: datetime) -> QuerySet[User]:
    if case.state != ACKNOWLEDGED:
        raise CaseMovedOn
    return handlers_of(case, now=now).exclude(pk=handler.pk).order_by("name", "pk")


@transaction.atomic
def give(handler: User, *, id: UUID, to: UUID, now: datetime) -> Case:
    """To a colleague, who hears of it. Raises CaseHeldElsewhere, CaseMovedOn, NotFound and
    NotForThisColleague.
    """
    case = find_held(handler, id=id, now=now)
    colleague = _others(case, handler, now).filter(pk=to).first()
    if colleague is None:
        raise NotForThisColleague
    found = Case.objects.filter(pk=case.pk, state=ACKNOWLEDGED)
    done = _hand_to(colleague, case, found, changed_at=now)
    publish(CaseGiven(case_id=str(case.pk), to=str(colleague.pk), at=now.isoformat()))
    return _moved(case, handler, "case_given", done, now, to=str(colleague.pk))


@transaction.atomic
def close(handler: User, *, id: UUID, outcome: str, seen: int | None = None, now: datetime) -> Case:
    """With what was done, which the reporter reads; `seen` is the last message that was on screen.

    Raises CaseHeldElsewhere, CaseMovedOn, NotFound, SomethingCame and StepsAreLeft.
    """
    case = find_held(handler, id=id, now=now)
    if seen is not None and case.messages.filter(by_reporter=True, number__gt=seen).exists():
        raise SomethingCame
    if case.key is None:
        raise CaseMovedOn
    sealed = seal(case.key, outcome, place=case.place("outcome"))
    found = Case.objects.filter(pk=case.pk, state=ACKNOWLEDGED)
    done = found.update(
        state=CLOSED, outcome=sealed, ended_at=now, closed_by=handler, changed_at=now
    )
    if done:
        if not all_settled(case):
            raise StepsAreLeft
        deadlines.meet(case, clock=ANSWER, now=now)
    return _moved(case, handler, "case_closed", bool(done), now)


@transaction.atomic
def reopen(handler: User, *, id: UUID, now: datetime) -> Case:
    """Raises CaseHeldElsewhere, CaseMovedOn and NotFound."""
    case = find_held(handler, id=id, now=now)
    found = Case.objects.filter(pk=case.pk, state=CLOSED)
    done = found.update(
        state=ACKNOWLEDGED, ended_at=None, closed_by=None, outcome_read_at=None, changed_at=now
    )
    if done:
        deadlines.start(case, clocks=(ANSWER,), now=now)
    return _moved(case, handler, "case_reopened", bool(done), now)


@transaction.atomic
def stand_back(handler: User, *, id: UUID, now: datetime) -> None:
    """A conflict of interest: from now on there is nothing here for them. Raises NotFound."""
    case = find(handler, id=id, now=now)
    case.exclusions.get_or_create(person=handler)
    set_free(case, handler, now=now)
    note_aside("case_left", case, actor=handler, now=now)
    publish(CaseLeft(case_id=str(case.pk)))


def _moved(case: Case, handler: User, act: str, done: bool, now: datetime, **detail: str) -> Case:
    if not done:
        raise CaseMovedOn
    note(act, case, actor=handler, now=now, **detail)
    publish(CaseMoved(case_id=str(case.pk), by_reporter=False, at=now.isoformat()))
    case.refresh_from_db()
    return case


def find(handler: User, *, id: UUID, now: datetime) -> Case:
    """Raises NotFound."""
    case = visible_to(handler, now=now).filter(pk=id).select_related("key", "reporter").first()
    if case is None:
        raise NotFound
    return case


@transaction.atomic
def find_held(handler: User, *, id: UUID, now: datetime) -> Case:
    """A case that is theirs to change, which nobody takes from them before this is stored.

    Raises CaseHeldElsewhere and NotFound.
    """
    found = visible_to(handler, now=now).filter(pk=id).select_for_update(of=("self",))
    case = found.select_related("key", "reporter", "assigned_to").first()
    if case is None:
        raise NotFound
    if case.assigned_to_id != handler.pk:
        raise CaseHeldElsewhere(case.assigned_to.name if case.assigned_to else None)
    return case
