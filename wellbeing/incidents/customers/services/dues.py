"""What comes due with an action: its decision, its review, the answer to an appeal."""

from datetime import date, datetime, timedelta
from functools import partial

from django.db.models import Q

from wellbeing.core.events import publish
from wellbeing.core.sweeping import one_by_one
from wellbeing.incidents.customers.events import ActionDueNear
from wellbeing.incidents.customers.models import Action, ActionDue
from wellbeing.incidents.customers.rules.actions import (
    APPEALS_OPEN,
    LEAST_REVIEWED,
    REMIND,
    REVIEW_EVERY,
    TO_APPROVE,
    TO_REVIEW,
    WORKING_DAYS_TO_ANSWER,
    WORKING_DAYS_TO_APPROVE,
)
from wellbeing.incidents.customers.rules.days import after_working_days
from wellbeing.incidents.customers.services.house_days import begin_of, today

_SOON, _OVER = "reminded_at", "missed_at"
_SAID = {_SOON: "soon", _OVER: "over"}


def start_approval(action: Action, *, now: datetime) -> None:
    """Within two working days, and not after its last one."""
    days, country = WORKING_DAYS_TO_APPROVE, action.country
    last = min(after_working_days(today(now), days, country=country), action.ends_on)
    _start(action, TO_APPROVE, begin_of(last + timedelta(days=1)))


def start_review(action: Action, *, now: datetime) -> None:
    due_at = _next_review(action, now)
    if due_at:
        _start(action, TO_REVIEW, due_at)
    else:
        meet(action, TO_REVIEW, now=now)


def _next_review(action: Action, now: datetime) -> datetime | None:
    """Twice a year; what stands for less once, half-way; none where it ends by itself before."""
    if today(now + REVIEW_EVERY) < action.ends_on:
        return now + REVIEW_EVERY
    left = begin_of(action.ends_on) - now
    was_looked_at = action.dues.filter(kind=TO_REVIEW).exists()
    return None if was_looked_at or left < LEAST_REVIEWED else now + left / 2


def start_appeal(action: Action, *, came_on: date) -> None:
    last = after_working_days(came_on, WORKING_DAYS_TO_ANSWER, country=action.country)
    _start(action, APPEALS_OPEN, begin_of(last + timedelta(days=1)))


def _start(action: Action, kind: str, due_at: datetime) -> None:
    times = {"due_at": due_at, "remind_at": due_at - REMIND[kind]}
    fresh = {"reminded_at": None, "missed_at": None, "met_at": None}
    ActionDue.objects.update_or_create(action=action, kind=kind, defaults=times | fresh)


def meet(action: Action, kind: str, *, now: datetime) -> None:
    action.dues.filter(kind=kind, met_at=None).update(met_at=now)


def stop(action: Action) -> None:
    action.dues.all().delete()


def sweep(*, now: datetime) -> None:
    running = ActionDue.objects.running()
    over = Q(missed_at=None, due_at__lte=now)
    # A server that stood still over both says that it is over, and not before that it soon will be.
    soon = Q(reminded_at=None, missed_at=None, remind_at__lte=now, due_at__gt=now)
    for step, due in ((_OVER, over), (_SOON, soon)):
        one_by_one(running.filter(due), partial(_tell, step=step, now=now))


def _tell(due: ActionDue, *, step: str, now: datetime) -> None:
    # One UPDATE decides between two sweeps, and against whoever decides in this moment.
    still = ActionDue.objects.running().filter(pk=due.pk, due_at=due.due_at)
    if still.filter(**{step: None}).update(**{step: now}):
        key = f"{due.kind}:{_SAID[step]}:{int(due.due_at.timestamp())}"
        publish(ActionDueNear(action_id=str(due.action_id), key=key))
