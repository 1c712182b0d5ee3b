"""What follows when a case moves or waits too long: somebody hears that something is there."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from wellbeing.incidents.models import Case
from wellbeing.incidents.rules import ANONYMOUS, HOUR
from wellbeing.incidents.selectors.cases import handlers_of
from wellbeing.incidents.services import alerts, deadlines, holding, leaving
from wellbeing.notifications.live import hint
from wellbeing.notifications.services import notify

REPORTS, CASES = "reports", "cases"
PUSHED_FOR: Final = timedelta(days=1)


@shared_task(ignore_result=True)
def sweep_case_deadlines() -> None:
    """Say once that a time will soon be over, and once that it is; and that a case is nobody's."""
    now = timezone.now()
    leaving.free_forsaken(now=now)
    deadlines.sweep(now=now)


@shared_task(ignore_result=True)
def sweep_urgent_alerts() -> None:
    """Say again that nobody looked at a threat yet."""
    alerts.sweep(now=timezone.now())


@shared_task(ignore_result=True)
def sweep_legal_holds() -> None:
    """Say once that somebody is to think about a hold again."""
    holding.sweep(now=timezone.now())


def leave_with_access(person_id: str) -> None:
    """Signing out alone changes nothing: they may still see what they have."""
    leaving.free_forsaken(of=UUID(person_id), now=timezone.now())


def tell_of_case(case_id: str, by_reporter: bool, at: str) -> None:
    now, since = timezone.now(), datetime.fromisoformat(at)
    for case in Case.objects.filter(pk=UUID(case_id)):
        seeing = _seeing(case, now)
        if case.identity == ANONYMOUS:  # stored by the hour, which a push must not show
            since = min(now, since + HOUR)
        if by_reporter:
            # Whoever has taken it and may still see it; else everybody who may.
            hearing = [one for one in seeing if one == case.assigned_to_id] or seeing
            _tell(hearing, CASES, case, key=at, since=since)
        elif one := case.reader:
            _tell([one.pk], REPORTS, case, key=at, since=since)
            hint(person_id=str(one.pk), topic=REPORTS)
        _refresh(seeing, case)


def tell_of_given_case(case_id: str, to: str, at: str) -> None:
    """Unless it went on to somebody else, or out of their sight."""
    now = timezone.now()
    for case in Case.objects.open().filter(pk=UUID(case_id), assigned_to=UUID(to)):
        hearing = [one for one in _seeing(case, now) if one == case.assigned_to_id]
        _tell(hearing, CASES, case, key=f"to:{at}", since=datetime.fromisoformat(at))


def tell_of_deadline(case_id: str, key: str) -> None:
    """Everybody who may see the case, not only whoever holds it."""
    now = timezone.now()
    for case in Case.objects.open().filter(pk=UUID(case_id)):
        seeing = _seeing(case, now)
        _tell(seeing, CASES, case, key=key, since=now)
        _refresh(seeing, case)


def tell_of_case_to_all(case_id: str, key: str) -> None:
    """Whatever its state; also while somebody has it."""
    now = timezone.now()
    for case in Case.objects.filter(pk=UUID(case_id)):
        seeing = _seeing(case, now)
        _tell(seeing, CASES, case, key=key, since=now)
        _refresh(seeing, case)


def _seeing(case: Case, now: datetime) -> list[UUID]:
    return list(handlers_of(case, now=now).values_list("pk", flat=True))


def _tell(people: Iterable[UUID], topic: str, case: Case, *, key: str, since: datetime) -> None:
    now, whole = timezone.now(), f"{topic}:{case.pk}:{key}"
    for person_id in people:
        notify(person_id=person_id, topic=topic, key=whole, until=since + PUSHED_FOR, now=now)


def _refresh(people: Iterable[UUID], case: Case) -> None:
    """Open lists, also of who need not hear: a colleague took it."""
    for person_id in people:
        hint(person_id=str(person_id), topic=CASES, id=str(case.pk))
