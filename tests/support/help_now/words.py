"""Calls for help as tests set them up."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.utils import timezone

from accounts.models import RoleGrant, Unit, User
from accounts.models.people import Role
from tests.times import LONG_AGO, NOON
from wellbeing.support.help_now.models import HelpCall, HelpCallReached, Ladder
from wellbeing.support.help_now.rules import Rung
from wellbeing.support.help_now.services.pressing import press
from wellbeing.support.shifts.services import set_shift

CALLS, ANSWERS, MINE = "/api/v1/help-calls", "/api/v1/help-answers", "/api/v1/help-calls/mine"


def on_shift(*people: User, now: datetime = NOON) -> None:
    for one in people:
        set_shift(one, role=Role.SUPERVISOR, until=now + timedelta(hours=8), now=now)


def supervises(person: User, unit: Unit) -> None:
    RoleGrant.objects.create(person=person, role=Role.SUPERVISOR, unit=unit, starts_at=LONG_AGO)


def ladder_for(unit: Unit, by: User, *rungs: Rung) -> Ladder:
    written = [rung.written() for rung in rungs]
    return Ladder.objects.create(by=by, id=uuid4(), unit=unit, valid_from=LONG_AGO, rungs=written)


def pressed(caller: User, now: datetime = NOON) -> HelpCall:
    call, _ = press(caller, id=uuid4(), pressed_at=now, now=now)
    return call


def told(call: HelpCall) -> list[str]:
    """In the order in which they were told."""
    rows = HelpCallReached.objects.filter(call=call).order_by("rung", "person__name")
    return [row.person.name for row in rows.select_related("person")]


def heard_by(person: User, call: HelpCall) -> HelpCallReached:
    return HelpCallReached.objects.get(call=call, person=person)


def sent(client, id=None, at=None):
    body = {"pressed_at": (at or timezone.now()).isoformat()}
    return client.put(f"{CALLS}/{id or uuid4()}", body)


def answered(client, id, answer):
    return client.put(f"{ANSWERS}/{id}", {"answer": answer})


def fresh(call: HelpCall) -> HelpCall:
    return HelpCall.objects.get(pk=call.pk)
