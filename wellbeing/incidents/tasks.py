"""What follows when a case moves: the other side hears that something is there, never what."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone

from wellbeing.incidents.models import Case
from wellbeing.incidents.selectors.cases import handlers_of
from wellbeing.notifications.live import hint
from wellbeing.notifications.services import notify

REPORTS, CASES = "reports", "cases"
PUSHED_FOR: Final = timedelta(days=1)


def tell_of_case(case_id: str, by_reporter: bool) -> None:
    for case in Case.objects.filter(pk=UUID(case_id)):
        if by_reporter:
            _tell(_hearing(case), CASES, case)
        elif case.reporter_id:
            _tell([case.reporter_id], REPORTS, case)


def _hearing(case: Case) -> list[UUID]:
    """Whoever has taken it; before that, everybody who may."""
    if case.assigned_to_id:
        return [case.assigned_to_id]
    return list(handlers_of(case, now=timezone.now()).values_list("pk", flat=True))


def _tell(people: Iterable[UUID], topic: str, case: Case) -> None:
    now = timezone.now()
    key = f"{topic}:{case.pk}:{case.changed_at.isoformat()}"
    for person_id in people:
        until = case.changed_at + PUSHED_FOR
        notify(person_id=person_id, topic=topic, key=key, until=until, now=now)
        hint(person_id=str(person_id), topic=topic)
