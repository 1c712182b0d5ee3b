"""Resets, break passes and their rules."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from accounts.models import Unit, User
from tests.architecture.asked import READ, Answers, Asked
from tests.resets.floors import FIGURES, policy_of
from tests.resets.words import session
from wellbeing.core.subjects import subject_of
from wellbeing.resets.models import BreakPass, BreakPolicy, Floor
from wellbeing.resets.services import passes
from wellbeing.resets.services.sessions import Session, record_reset


def _reset(person: User) -> UUID:
    now, id = timezone.now(), uuid4()
    said = Session(revision=1, kind="box", started_at=now, revised_at=now, planned_seconds=60)
    record_reset(subject=subject_of(person.diary), id=id, session=said, skew=now - now, now=now)
    return id


def _break_pass(person: User) -> UUID:
    """Granted and given back, so that the next one may be asked for."""
    id = _running_pass(person)
    passes.give_back(person, id=id, now=timezone.now())
    return id


def _running_pass(person: User) -> UUID:
    """Not asked for: who leads the floor may hold one only from before they came to lead it."""
    organisation, now = Unit.objects.get(kind=Unit.Kind.ORGANISATION), timezone.now()
    if not organisation.break_policies.exists():
        policy_of(organisation, person, places=9)
    running = BreakPass.objects.create(
        agent=person,
        id=uuid4(),
        floor=Floor.objects.get_or_create(unit=organisation)[0],
        turn=10**9 + BreakPass.objects.count(),  # far from those that are given out
        minutes=5,
        secret_hash=uuid4().hex,
        asked_at=now,
        starts_at=now,
        ends_at=now + timedelta(minutes=5),
    )
    return running.id


def _break_policy(person: User) -> UUID:
    site, id = Unit.objects.get(kind=Unit.Kind.SITE), uuid4()
    policy_of(site, person, since=timezone.now())
    BreakPolicy.objects.filter(by=person).update(id=id)
    return id


def _policy() -> dict[str, Any]:
    return {"unit": Unit.objects.get(kind=Unit.Kind.SITE).pk, "figures": FIGURES}


def _nobodys_pass() -> dict[str, str]:
    return {"id": str(uuid4()), "secret": "s" * 43}


ROUTES: dict[str, Asked] = {
    "resets": Asked(READ),
    "reset": Asked(
        {
            "GET": Answers(200, 404, 404),
            "PUT": Answers(200, 201, 201, body=session),
            "DELETE": Answers(204, 204, 204),
        },
        row=_reset,
    ),
    "my-break-allowance": Asked(READ),
    "break-pass": Asked(
        {
            "GET": Answers(200, 404, 404),
            "PUT": Answers(200, 201, 201, led=409, body=lambda: {"minutes": 5}),
            "DELETE": Answers(204, 404, 404),
        },
        row=_break_pass,
    ),
    "break-pass-acceptance": Asked({"PUT": Answers(200, 404, 404)}, row=_running_pass),
    # The secret alone opens it; test_show_a_pass_to_the_desk.py has one.
    "break-pass-checks": Asked({"POST": Answers(404, body=_nobodys_pass)}),
    "floors": Asked(READ),
    "my-floor": Asked(READ),
    "break-policies": Asked(READ),
    "break-policy": Asked({"PUT": Answers(200, 201, 201, body=_policy)}, row=_break_policy),
    "break-policy-units": Asked(READ),
}
