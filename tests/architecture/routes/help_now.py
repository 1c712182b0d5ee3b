"""On shift, and help now."""

from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from accounts.models import Unit, User
from tests.architecture.asked import READ, Answers, Asked
from wellbeing.support.help_now.models import HelpCall, HelpCallReached, Ladder
from wellbeing.support.help_now.rules import Rung
from wellbeing.support.help_now.services import pressing


def _help_call(person: User) -> UUID:
    """Withdrawn, so that the next one may be pressed."""
    id, now = uuid4(), timezone.now()
    pressing.press(person, id=id, pressed_at=now, now=now)
    pressing.withdraw(person, id=id, now=now)
    return id


def _heard(person: User) -> UUID:
    """Of somebody of their own: each may have one open call alone."""
    unit, now = Unit.objects.get(kind=Unit.Kind.TEAM), timezone.now()
    caller = User.objects.create_user(uuid4().hex, None, name="Caller", unit=unit)
    call, _ = pressing.press(caller, id=uuid4(), pressed_at=now, now=now)
    row, _ = HelpCallReached.objects.get_or_create(
        call=call, person=person, defaults={"rung": 0, "told_at": now}
    )
    id: UUID = row.id
    return id


def _pressed() -> dict[str, str]:
    HelpCall.objects.update(ended_at=timezone.now(), end="withdrawn", climbs_at=None)
    return {"pressed_at": timezone.now().isoformat()}


def _drilled() -> dict[str, int]:
    HelpCall.objects.update(ended_at=timezone.now(), end="withdrawn", climbs_at=None)
    return {"unit": Unit.objects.get(kind=Unit.Kind.TEAM).pk}


def _help_ladder(person: User) -> UUID:
    site, id = Unit.objects.get(kind=Unit.Kind.SITE), uuid4()
    Ladder.objects.create(
        by=person, id=id, unit=site, valid_from=timezone.now(), rungs=[Rung(who="phone").written()]
    )
    return id


def _ladder() -> dict[str, Any]:
    rung = {"who": "supervisors_of_unit", "wait_seconds": 60}
    return {"unit": Unit.objects.get(kind=Unit.Kind.SITE).pk, "rungs": [rung]}


ROUTES: dict[str, Asked] = {
    "my-help": Asked(READ),
    "help-call": Asked(
        {
            "GET": Answers(200, 404, 404),
            "PUT": Answers(200, 201, 201, body=_pressed),
            "DELETE": Answers(204, 404, 404),
        },
        row=_help_call,
    ),
    "help-drill": Asked({"PUT": Answers(200, 201, 201, body=_drilled)}, row=_help_call),
    "help-drill-units": Asked(READ),
    "help-answers": Asked(READ),
    "help-answer": Asked(
        {"PUT": Answers(200, 404, 404, body=lambda: {"answer": "seen"})}, row=_heard
    ),
    "help-ladders": Asked(READ),
    "help-ladder": Asked({"PUT": Answers(200, 201, 201, body=_ladder)}, row=_help_ladder),
    "help-ladder-units": Asked(READ),
    "my-shifts": Asked(
        {"GET": Answers(200), "PUT": Answers(200, body=lambda: {"role": "peer", "until": None})}
    ),
}
