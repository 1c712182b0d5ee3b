"""What follows around customers: a match is looked for, and who comes next hears of it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from threading import BoundedSemaphore
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from wellbeing.core.nudges import nudge
from wellbeing.core.sweeping import past_faults
from wellbeing.incidents.customers import crm
from wellbeing.incidents.customers.models import Action
from wellbeing.incidents.customers.rules.actions import (
    APPEAL,
    APPEALS_OPEN,
    IN_FORCE,
    PROPOSED,
    PUSHED_FOR,
    TO_APPROVE,
    TO_REVIEW,
)
from wellbeing.incidents.customers.selectors.actions import asked_to_decide, seeing
from wellbeing.incidents.customers.services import acting, dues, ending, flagging, same
from wellbeing.incidents.models import Case
from wellbeing.incidents.tasks import CASES, REPORTS
from wellbeing.notifications.live import hint
from wellbeing.notifications.services import notify

# In the one-machine size a slow system leaves threads for everything else.
LINE = BoundedSemaphore(1)
AT_MOST = timedelta(seconds=20)
_DECIDED = {PROPOSED: TO_APPROVE, APPEAL: APPEALS_OPEN}  # what somebody else has to decide now
SWEEP = "wellbeing.incidents.customers.tasks.sweep_flags"


@shared_task(ignore_result=True)
def sweep_customer_actions() -> None:
    """End what is over, and say once that something will soon be due, and once that it is."""
    now = timezone.now()
    ending.end_what_is_over(now=now)
    dues.sweep(now=now)


@shared_task(ignore_result=True)
def sweep_flags() -> None:
    """Tell the customer system, if there is one, of every flag of which it does not know yet."""
    if not crm.is_connected() or not LINE.acquire(blocking=False):
        return
    begun = timezone.now()
    try:
        flagging.note_changes(now=begun)
        for id in flagging.due_notices(begun):
            if (now := timezone.now()) > begun + AT_MOST:
                return  # the next sweep goes on
            with past_faults("FlagNotice", id):
                flagging.send(id, now=now)
    finally:
        LINE.release()


def tell_customer_system(action_id: str) -> None:
    """The sweep looks itself what is true by now."""
    nudge(SWEEP)


def note_customer(case_id: str, by_reporter: bool, at: str) -> None:
    """Of a new case; what waits for a decision ends with a case whose words are gone."""
    same.note_customer(UUID(case_id))
    for case in Case.objects.filter(pk=UUID(case_id)).select_related("reporter"):
        acting.follow(case)
    for case in Case.objects.filter(pk=UUID(case_id), key=None):
        acting.take_back_what_waits(case, now=timezone.now())


def keep_away_who_left(case_id: str) -> None:
    """Whoever stood back, also of what outlives the case."""
    for case in Case.objects.filter(pk=UUID(case_id)).select_related("reporter"):
        acting.follow(case)


def tell_of_action(action_id: str, step: str, at: str) -> None:
    now, since = timezone.now(), datetime.fromisoformat(at)
    for action in Action.objects.filter(pk=UUID(action_id)).select_related("case"):
        key = f"{step}:{int(since.timestamp() * 1_000_000)}"
        seen_by = seeing(action, now=now)
        deciders = asked_to_decide(action, _DECIDED.get(step, TO_REVIEW), now=now)
        # Whoever proposed it, unless they stood back meanwhile; then everybody who is left.
        theirs = step not in {PROPOSED, APPEAL} and action.proposer_id in seen_by
        _tell([action.proposer_id] if theirs else deciders, CASES, action, key=key, since=since)
        if step == IN_FORCE and action.case and (one := action.case.reader):
            _tell([one.pk], REPORTS, action, key=key, since=since)
            hint(person_id=str(one.pk), topic=REPORTS)
        for person_id in seen_by:
            hint(person_id=str(person_id), topic=CASES, id=str(action.case_id))


def tell_of_action_due(action_id: str, key: str) -> None:
    """Everybody who may decide it, or who can see to it that somebody may."""
    now = timezone.now()
    for action in Action.objects.filter(pk=UUID(action_id)).select_related("case", "unit"):
        asked = asked_to_decide(action, key.partition(":")[0], now=now)
        _tell(asked, CASES, action, key=key, since=now)


def _tell(people: Iterable[UUID], topic: str, action: Action, *, key: str, since: datetime) -> None:
    # Without the topic it is short enough; nobody hears of one step as both sides.
    now, whole = timezone.now(), f"action:{action.pk}:{key}"
    for person_id in people:
        notify(person_id=person_id, topic=topic, key=whole, until=since + PUSHED_FOR, now=now)
