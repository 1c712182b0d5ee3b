"""A pause ends: somebody goes on, what was waited for came, or its time is over."""

from datetime import datetime

from django.db import transaction

from wellbeing.core.events import publish
from wellbeing.core.sealing import open_sealed
from wellbeing.incidents.clocks import after, between
from wellbeing.incidents.events import CaseMoved
from wellbeing.incidents.models import Case, CaseDeadline, CasePause
from wellbeing.incidents.rules import FOR_THE_REPORTER, RAN_OUT, WROTE
from wellbeing.incidents.selectors.timing import calendar_of
from wellbeing.incidents.services.trail import CLOCK, note


def reporter_wrote(case: Case, *, now: datetime) -> None:
    """What was waited for has come."""
    row = open_pause(case)
    if row and row.reason == FOR_THE_REPORTER and end(row, ended_by=WROTE, now=now):
        note("case_resumed", case, actor=None, now=now)


@transaction.atomic
def end(pause: CasePause, *, ended_by: str, now: datetime) -> bool:
    """The rest of the time goes on; False where something else ended it before."""
    # However late somebody looks: an outage of the sweep gives nobody more time.
    at = min(now, pause.ends_at)
    # The case first, as for everybody who changes it.
    list(Case.objects.select_for_update(of=("self",)).filter(pk=pause.case_id).values_list("pk"))
    still = CasePause.objects.filter(pk=pause.pk, ended_at=None)
    if not still.update(ended_at=at, ended_by=ended_by):
        return False
    for answer in CaseDeadline.objects.filter(case=pause.case_id, left__isnull=False):
        _go_on(answer, pause, at)
    if ended_by == RAN_OUT:
        note("case_pause_ran_out", pause.case, actor=None, role=CLOCK, now=now)
        moved = CaseMoved(case_id=str(pause.case_id), by_reporter=False, at=now.isoformat())
        publish(moved)
        Case.objects.filter(pk=pause.case_id).update(changed_at=now)
    return True


def _go_on(answer: CaseDeadline, pause: CasePause, at: datetime) -> None:
    assert answer.left is not None
    calendar = None if answer.by_the_wall else calendar_of(pause.case)
    due_at = after(at, answer.left, calendar)
    if answer.limit_at:
        due_at = min(due_at, answer.limit_at)
    to_the_reminder = between(pause.paused_at, answer.remind_at, calendar)
    remind_at = after(at, to_the_reminder, calendar)
    if remind_at >= due_at:  # a limit cut the time short
        remind_at = due_at - (due_at - at) / 4
    same = CaseDeadline.objects.filter(pk=answer.pk, met_at=None, left=answer.left)
    same.update(left=None, due_at=due_at, remind_at=remind_at)


def open_pause(case: Case) -> CasePause | None:
    return case.pauses.filter(ended_at=None).first()


def words_of_pause(pause: CasePause) -> str:
    if pause.words is None:
        return ""
    return open_sealed(pause.key, bytes(pause.words), place=pause.place)
