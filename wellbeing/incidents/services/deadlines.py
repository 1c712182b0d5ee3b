"""The clocks of a case: set, met, and told of before they are over and when they are."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from wellbeing.core.events import publish
from wellbeing.incidents.events import CaseDeadlineNear
from wellbeing.incidents.models import Case, CaseDeadline
from wellbeing.incidents.rules import CLOCKS, left_at_the_reminder, time_for

_SOON, _OVER = "reminded_at", "missed_at"
_SAID = {_SOON: "soon", _OVER: "over"}


def start(case: Case, *, clocks: Sequence[str] = CLOCKS, now: datetime) -> None:
    """From now on, also where one ran before."""
    for kind in clocks:
        time = time_for(kind, kinds=case.kinds, severity=case.severity)
        due_at = now + time
        times = {"due_at": due_at, "remind_at": due_at - left_at_the_reminder(time)}
        fresh = {"reminded_at": None, "missed_at": None, "met_at": None}
        CaseDeadline.objects.update_or_create(case=case, kind=kind, defaults=times | fresh)


def meet(case: Case, *, clock: str, now: datetime) -> None:
    case.deadlines.filter(kind=clock, met_at=None).update(met_at=now)


def stop(case: Case) -> None:
    """What was taken back is waited for by nobody."""
    case.deadlines.all().delete()


def sweep(*, now: datetime) -> None:
    running = CaseDeadline.objects.running()
    over = Q(missed_at=None, due_at__lte=now)
    # A server that stood still over both says that it is over, and not before that it soon will be.
    soon = Q(reminded_at=None, remind_at__lte=now, due_at__gt=now)
    for step, due in ((_OVER, over), (_SOON, soon)):
        for deadline in running.filter(due):
            _tell(deadline, step, now)


@transaction.atomic
def _tell(deadline: CaseDeadline, step: str, now: datetime) -> None:
    # One UPDATE decides between two sweeps, and against whoever meets it in this moment.
    still = CaseDeadline.objects.running().filter(pk=deadline.pk, due_at=deadline.due_at)
    if still.filter(**{step: None}).update(**{step: now}):
        key = f"{deadline.kind}:{_SAID[step]}:{int(deadline.due_at.timestamp())}"
        publish(CaseDeadlineNear(case_id=str(deadline.case_id), key=key))
