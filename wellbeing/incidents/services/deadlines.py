"""The clocks of a case: set, met, paused, and told of before they are over and when they are."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.db.models import Q

from wellbeing.core.events import publish
from wellbeing.core.sweeping import one_by_one
from wellbeing.incidents.events import CaseDeadlineNear
from wellbeing.incidents.models import Case, CaseDeadline, CasePause
from wellbeing.incidents.rules import ANSWER, CLOCKS, RAN_OUT, WAS_CLOSED
from wellbeing.incidents.selectors import timing
from wellbeing.incidents.services import resuming
from wellbeing.incidents.services.trail import CLOCK, note

_SOON, _OVER = "reminded_at", "missed_at"
_SAID = {_SOON: "soon", _OVER: "over"}


def start(case: Case, *, clocks: Sequence[str] = CLOCKS, now: datetime) -> None:
    """From now on, also where one ran before; what a law allows runs from the first time."""
    for kind in clocks:
        was = case.deadlines.filter(kind=kind).first()
        times = timing.clock(case, kind, limit_at=was.limit_at if was else None, now=now)
        # That the limit itself is over is told once, however often a case is opened again.
        missed_at = was.missed_at if was and was.due_at == times["due_at"] else None
        fresh = {"reminded_at": None, "missed_at": missed_at, "met_at": None, "left": None}
        CaseDeadline.objects.update_or_create(case=case, kind=kind, defaults=times | fresh)


def meet(case: Case, *, clock: str, now: datetime) -> None:
    case.deadlines.filter(kind=clock, met_at=None).update(met_at=now, left=None)
    if clock == ANSWER:
        open_ones = case.pauses.filter(ended_at=None)
        open_ones.update(ended_at=now, ended_by=WAS_CLOSED)


def stop(case: Case) -> None:
    """What was taken back is waited for by nobody."""
    case.deadlines.all().delete()
    case.pauses.all().delete()


def sweep(*, now: datetime) -> None:
    ended = CasePause.objects.filter(ended_at=None, ends_at__lte=now)
    one_by_one(ended, lambda pause: resuming.end(pause, ended_by=RAN_OUT, now=now))
    running = CaseDeadline.objects.running()
    over = Q(missed_at=None, due_at__lte=now)
    # A server that stood still over both says that it is over, and not before that it soon will be.
    soon = Q(reminded_at=None, remind_at__lte=now, due_at__gt=now)
    for step, due in ((_OVER, over), (_SOON, soon)):
        one_by_one(running.filter(due), partial(_tell, step=step, now=now))


def _tell(deadline: CaseDeadline, *, step: str, now: datetime) -> None:
    # The case first, as for everybody who changes it.
    locked = Case.objects.select_for_update(of=("self",)).filter(pk=deadline.case_id)
    list(locked.values_list("pk"))
    # One UPDATE decides between two sweeps, and against whoever meets it in this moment.
    still = CaseDeadline.objects.running().filter(pk=deadline.pk, due_at=deadline.due_at)
    if still.filter(**{step: None}).update(**{step: now}):
        key = f"{deadline.kind}:{_SAID[step]}:{int(deadline.due_at.timestamp())}"
        publish(CaseDeadlineNear(case_id=str(deadline.case_id), key=key))
        if step == _OVER:  # the row forgets it when its time starts again
            act, case, kind = "case_deadline_missed", deadline.case, deadline.kind
            note(act, case, actor=None, role=CLOCK, clock=kind, now=now)
