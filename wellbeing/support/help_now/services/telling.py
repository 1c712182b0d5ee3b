"""Letting everybody concerned know that a call for help moved."""

from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from wellbeing.core.events import publish
from wellbeing.notifications.live import hint
from wellbeing.notifications.services import notify
from wellbeing.support.help_now.events import HelpCallMoved
from wellbeing.support.help_now.models import HelpCall, HelpCallReached
from wellbeing.support.help_now.rules import PUSHED_FOR

CALLER, CALLED = "help-call", "help-calls"


def moved(call_id: UUID) -> None:
    """Open pages hear of it the moment it is stored; the event makes good what they missed."""
    # The hint goes first: a broker that is away would keep it waiting.
    transaction.on_commit(partial(hint_everybody, call_id), robust=True)
    publish(HelpCallMoved(call_id=str(call_id)))


def hint_everybody(call_id: UUID) -> None:
    told = HelpCallReached.objects.filter(call=call_id).values_list("person", "id")
    for person_id, id in told:
        hint(person_id=str(person_id), topic=CALLED, id=str(id))
    for caller_id, press in HelpCall.objects.filter(pk=call_id).values_list("caller", "press"):
        hint(person_id=str(caller_id), topic=CALLER, id=str(press))


def push_to_phones(call_id: UUID, *, now: datetime) -> None:
    """Those who are asked while nobody comes, and then the caller that somebody does."""
    call = HelpCall.objects.open().filter(pk=call_id).first()
    if call is None:
        return
    if call.coming_at:
        _push_to_caller(call, now)
        return
    key = f"{CALLED}:{call.pk}:{call.asked_again}"
    for row in HelpCallReached.objects.filter(call=call_id, declined_at=None):
        until = row.told_at + PUSHED_FOR
        notify(person_id=row.person_id, topic=CALLED, key=key, until=until, now=now)


def _push_to_caller(call: HelpCall, now: datetime) -> None:
    assert call.coming_at is not None
    key, until = f"{CALLER}:{call.pk}:{call.asked_again}", call.coming_at + PUSHED_FOR
    notify(person_id=call.caller_id, topic=CALLER, key=key, until=until, now=now)
