"""The customer says no: noted by a handler, decided by somebody who was part of nothing of it."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from wellbeing.core.events import publish
from wellbeing.incidents.customers.errors import (
    ActionMovedOn,
    AppealedElsewhen,
    SomebodyElseDecides,
)
from wellbeing.incidents.customers.events import ActionMoved, CustomerFlagEnded, CustomerFlagged
from wellbeing.incidents.customers.models import Action
from wellbeing.incidents.customers.rules.actions import (
    APPEAL,
    APPEAL_DECISION,
    APPEALED,
    APPEALS_OPEN,
    IN_FORCE,
    NO_APPEAL,
    OPEN_APPEAL,
    REJECTED,
    UPHELD,
    WORKING_DAYS_TO_APPEAL,
)
from wellbeing.incidents.customers.rules.days import after_working_days
from wellbeing.incidents.customers.selectors.actions import part_of_decision
from wellbeing.incidents.customers.services import dues
from wellbeing.incidents.customers.services.acting import over
from wellbeing.incidents.customers.services.finding import take
from wellbeing.incidents.customers.services.house_days import today
from wellbeing.incidents.customers.services.saying import note, note_read, say


def appeal_until(action: Action) -> date | None:
    """The last day on which the customer may write; none before it was decided."""
    if action.decided_at is None:
        return None
    return after_working_days(
        today(action.decided_at), WORKING_DAYS_TO_APPEAL, country=action.country
    )


@transaction.atomic
def enter_appeal(
    handler: User, *, id: UUID, text: str, came_on: date, suspend: bool, now: datetime
) -> Action:
    """Once for each action; while it is open the action may rest.

    Raises AppealedElsewhen, ReasonsGone, ActionMovedOn and NotFound.
    """
    action = take(handler, id=id, now=now)
    last, decided_at = appeal_until(action), action.decided_at
    if last is None or decided_at is None:
        raise ActionMovedOn
    if not today(decided_at) <= came_on <= min(last, today(now)):
        raise AppealedElsewhen
    found = Action.objects.filter(pk=action.pk, state=IN_FORCE, appeal=NO_APPEAL)
    if not found.update(appeal=OPEN_APPEAL, appeal_came_on=came_on, suspended=suspend):
        raise ActionMovedOn
    say(action, APPEAL, text, by=handler, now=now)
    dues.start_appeal(action, came_on=came_on)
    note("action_appealed", action, by=handler, now=now, suspended=suspend)
    if suspend:
        publish(CustomerFlagEnded(action_id=str(action.pk)))
    publish(ActionMoved(action_id=str(action.pk), step=APPEAL, at=now.isoformat()))
    action.refresh_from_db()
    return action


@transaction.atomic
def decide_appeal(handler: User, *, id: UUID, uphold: bool, reason: str, now: datetime) -> Action:
    """Upheld, the action ends; else it stands again.

    Raises SomebodyElseDecides, ReasonsGone, ActionMovedOn and NotFound.
    """
    action = take(handler, id=id, now=now)
    if action.appeal_decided_by_id == handler.pk and action.appeal == _said(uphold):
        note_read(action, by=handler, now=now)  # a repeat
        return action
    if handler.pk in part_of_decision(action):
        raise SomebodyElseDecides
    decided = {
        "appeal": _said(uphold), "appeal_decided_by": handler, "appeal_decided_at": now,
        "suspended": False,
    }  # fmt: skip
    found = Action.objects.filter(pk=action.pk, state=IN_FORCE, appeal=OPEN_APPEAL)
    if not found.update(**(decided | {"appeal": REJECTED})):
        raise ActionMovedOn
    say(action, APPEAL_DECISION, reason, by=handler, now=now)
    note("appeal_decided", action, by=handler, now=now, appeal=_said(uphold))
    if uphold:
        over(action, was=IN_FORCE, ended_as=APPEALED, by=handler, now=now, appeal=UPHELD)
    else:
        dues.meet(action, APPEALS_OPEN, now=now)
        if action.suspended:
            publish(CustomerFlagged(action_id=str(action.pk)))
        publish(ActionMoved(action_id=str(action.pk), step=APPEAL_DECISION, at=now.isoformat()))
    action.refresh_from_db()
    return action


def _said(uphold: bool) -> str:
    return UPHELD if uphold else REJECTED
