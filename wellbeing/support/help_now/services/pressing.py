"""What a person does who needs somebody beside them."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from rest_framework import status

from accounts.models import Unit, User
from wellbeing.core.errors import DomainError, NotFound
from wellbeing.support.help_now.models import HelpCall
from wellbeing.support.help_now.rules import LATEST_PRESS, WITHDRAWN
from wellbeing.support.help_now.selectors.ladders import ladder_of
from wellbeing.support.help_now.selectors.people import units_to_drill
from wellbeing.support.help_now.services import climbing, telling
from wellbeing.support.uses.services import note_use


class PressedTooLongAgo(DomainError):
    status = status.HTTP_422_UNPROCESSABLE_ENTITY
    code = "pressed_too_long_ago"
    message = _("This was pressed more than two minutes ago, so nobody was told. Press again.")


class NoUnit(DomainError):
    code = "no_unit"
    message = _("You belong to no unit here, so nobody can be told.")


class HelpCallOpen(DomainError):
    code = "help_call_open"
    message = _("You are calling for help already.")


def press(caller: User, *, id: UUID, pressed_at: datetime, now: datetime) -> tuple[HelpCall, bool]:
    """Call for help; the second value says whether this was the first time.

    Raises PressedTooLongAgo, NoUnit and HelpCallOpen.
    """
    if known := HelpCall.objects.filter(caller=caller, press=id).first():
        return known, False
    if pressed_at < now - LATEST_PRESS:
        raise PressedTooLongAgo
    if caller.unit is None:
        raise NoUnit
    return _call(caller, caller.unit, id=id, pressed_at=pressed_at, now=now, drill=False)


def drill(caller: User, *, id: UUID, unit_id: int, now: datetime) -> tuple[HelpCall, bool]:
    """Try the ladder of one's own unit; everybody is told that it is a drill. Raises NotFound."""
    if known := HelpCall.objects.filter(caller=caller, press=id).first():
        return known, False
    unit = units_to_drill(caller, now=now).filter(pk=unit_id).first()
    if unit is None:
        raise NotFound
    return _call(caller, unit, id=id, pressed_at=now, now=now, drill=True)


def _call(
    caller: User, unit: Unit, *, id: UUID, pressed_at: datetime, now: datetime, drill: bool
) -> tuple[HelpCall, bool]:
    call = HelpCall(
        caller=caller,
        press=id,
        unit=unit,
        unit_name=unit.name,
        drill=drill,
        pressed_at=min(pressed_at, now),
        ladder=[rung.written() for rung in ladder_of(unit.pk, at=now)],
        climbs_at=now,
    )
    try:
        with transaction.atomic():
            _give_way(caller, now, drill=drill)
            call.save(force_insert=True)
            if not drill:
                note_use(caller, kind="supervisor", now=now)
            climbing.climb(call.pk, now=now)
    except IntegrityError as overtaken:
        if known := HelpCall.objects.filter(caller=caller, press=id).first():
            return known, False  # a repeat overtook us
        raise HelpCallOpen from overtaken
    return HelpCall.objects.get(pk=call.pk), True


def _give_way(caller: User, now: datetime, *, drill: bool) -> None:
    """Who presses again since nobody answered, or since nobody came after all, begins anew.

    A drill gives way to need.
    """
    over = Q(unanswered_at__isnull=False) | Q(coming_at__isnull=False)
    earlier = HelpCall.objects.open().filter(over if drill else over | Q(drill=True))
    for call in earlier.filter(caller=caller):
        _withdraw(call, now)


@transaction.atomic
def withdraw(caller: User, *, id: UUID, now: datetime) -> None:
    """It is over, or was not meant; again changes nothing. Raises NotFound."""
    call = HelpCall.objects.filter(caller=caller, press=id).first()
    if call is None:
        raise NotFound
    _withdraw(call, now)


@transaction.atomic
def hang_up(caller: User, *, now: datetime) -> None:
    """Of somebody who has left: nobody is on the way to an empty seat."""
    for call in HelpCall.objects.open().filter(caller=caller):
        _withdraw(call, now)


def _withdraw(call: HelpCall, now: datetime) -> None:
    still_open = HelpCall.objects.open().filter(pk=call.pk)
    if still_open.update(ended_at=now, end=WITHDRAWN, climbs_at=None):
        telling.moved(call.pk)
