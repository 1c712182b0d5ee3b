"""What an agent does with break passes."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from rest_framework import status

from accounts.models import User
from accounts.one_time import hashed, secret_of
from wellbeing.core.errors import DomainError, NotFound
from wellbeing.resets.models import BreakPass, BreakPolicy, Floor, PassDay
from wellbeing.resets.selectors.floors import leads
from wellbeing.resets.selectors.passes import end_of_day, left_today, sealed_id, taken_today
from wellbeing.resets.selectors.policies import policy_for
from wellbeing.resets.services import floors


class NoBreakPolicy(DomainError):
    code = "no_break_policy"
    message = _("Your unit has no break policy here, so no passes are managed in Aftercall.")


class NoPassesLeft(DomainError):
    code = "no_passes_left"
    message = _("Today's passes are used. A reset or a break in the app needs no pass.")


class TooLong(DomainError):
    code = "too_long"
    message = _("This is longer than a pass of your unit may be.")


class PassOpen(DomainError):
    code = "pass_open"
    message = _("You have a pass or a place in line already.")


class LeadsTheFloor(DomainError):
    code = "leads_the_floor"
    message = _("You see this floor's count, so you take no pass here. A break needs no pass.")


class PassIsOver(DomainError):
    status = status.HTTP_410_GONE
    code = "pass_is_over"
    message = _("This pass is over.")


class NotYourTurn(DomainError):
    code = "not_your_turn"
    message = _("It is not your turn yet. Your place in line stays yours.")


class HoldOver(DomainError):
    code = "hold_over"
    message = _("This place is no longer held for you. You can ask again.")


def ask_for_pass(
    agent: User, *, id: UUID, minutes: int, because: str | None, now: datetime
) -> tuple[BreakPass, bool]:
    """A pass, or a place in line for one; the second value says whether this was the first time.

    `because` counts for this one decision and is written nowhere.
    """
    if known := BreakPass.objects.filter(agent=agent, id=id).first():
        return known, False
    policy = policy_for(agent, at=now)
    if policy is None:
        raise NoBreakPolicy
    if leads(agent, policy.unit_id, now=now):
        raise LeadsTheFloor  # from a place in line one could watch others come back
    with transaction.atomic():
        floor = floors.lock(policy.unit_id)
        if known := BreakPass.objects.filter(agent=agent, id=id).first():
            return known, False  # a repeat overtook us while we waited for the lock
        free = floors.advance(floor, now=now)
        if sealed_id(id) in taken_today(agent, now=now):
            raise PassIsOver
        _check(agent, policy, minutes=minutes, because=because, now=now)
        return _take(agent, floor, id=id, minutes=minutes, free=free, now=now), True


def _check(
    agent: User, policy: BreakPolicy, *, minutes: int, because: str | None, now: datetime
) -> None:
    if minutes > (policy.minutes or 0):
        raise TooLong
    # One on another floor may have run out with nobody there to notice.
    mine = BreakPass.objects.filter(agent=agent)
    if mine.open().exists():
        mine.close_what_is_due(now)
        if mine.open().exists():
            raise PassOpen
    if not left_today(agent, policy, now=now)[because]:
        raise NoPassesLeft


def _take(
    agent: User, floor: Floor, *, id: UUID, minutes: int, free: int, now: datetime
) -> BreakPass:
    """With a place free nobody is waiting, so that nobody is overtaken."""
    floor.last_turn += 1
    floor.save(update_fields=["last_turn"])
    secret = secret_of("break-pass", owner_id=agent.pk, id=id, created_at=now)
    row = BreakPass(
        agent=agent,
        id=id,
        floor=floor,
        turn=floor.last_turn,
        minutes=minutes,
        secret_hash=hashed(secret),
        asked_at=now,
    )
    if free:
        _start(row, now)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as overtaken:  # from another floor, whose lock is another
        raise PassOpen from overtaken
    if free:
        _count(row, now)
    return row


def _start(row: BreakPass, now: datetime) -> None:
    row.starts_at, row.ends_at = now, now + timedelta(minutes=row.minutes)


def _count(row: BreakPass, now: datetime) -> None:
    """Apart from the pass, which does not stay for the day. The policy may have ended meanwhile."""
    policy = BreakPolicy.objects.at(now).filter(unit=row.floor_id).first()
    assert policy is not None, "a floor had a policy"
    ends_at = end_of_day(policy, now=now)
    day, _new = PassDay.objects.get_or_create(agent_id=row.agent_id, ends_at=ends_at)
    day.taken = [*day.taken, sealed_id(row.id)]
    day.save(update_fields=["taken"])


def secret_for(row: BreakPass) -> str:
    return secret_of("break-pass", owner_id=row.agent_id, id=row.id, created_at=row.asked_at)


def pass_of(agent: User, *, id: UUID, now: datetime) -> BreakPass:
    """As it stands now. Raises NotFound."""
    floors.catch_up(_find(agent, id).floor_id, now=now)
    return _find(agent, id)


def _find(agent: User, id: UUID) -> BreakPass:
    row = BreakPass.objects.filter(agent=agent, id=id).first()
    if row is None:
        raise NotFound
    return row


def accept_place(agent: User, *, id: UUID, now: datetime) -> BreakPass:
    """Begin the pass for which a place is held; again changes nothing.

    Raises NotYourTurn, HoldOver and NotFound.
    """
    with transaction.atomic():
        floor = floors.lock(_find(agent, id).floor_id)
        floors.advance(floor, now=now)
        row = _find(agent, id)
        if row.state(now) == "held":
            _start(row, now)
            row.save(update_fields=["starts_at", "ends_at"])
            _count(row, now)
    if row.starts_at:
        return row
    # Raised out here: a hold that was found to be over has already gone to the next in line.
    raise NotYourTurn if row.state(now) == "waiting" else HoldOver


@transaction.atomic
def give_back(agent: User, *, id: UUID, now: datetime) -> None:
    """Come back early, or leave the line; the next in line has the place. Raises NotFound."""
    floor = floors.lock(_find(agent, id).floor_id)
    floors.advance(floor, now=now)
    _close(_find(agent, id), now)
    floors.advance(floor, now=now)


def _close(row: BreakPass, now: datetime) -> None:
    if row.closed_at is None:
        row.closed_at = max(now, row.starts_at or row.asked_at)
        row.save(update_fields=["closed_at"])


@transaction.atomic
def end_pass_of_leaver(person_id: UUID, *, now: datetime) -> None:
    """Whoever left holds no place; somebody who only signed out keeps theirs."""
    leavers = BreakPass.objects.open().filter(agent=person_id, agent__is_active=False)
    for row in leavers.select_related("agent"):
        give_back(row.agent, id=row.id, now=now)


def shown_to_desk(*, id: UUID, secret: str) -> BreakPass:
    """A granted pass, for whoever was handed its link. Raises NotFound."""
    granted = BreakPass.objects.granted().filter(id=id, secret_hash=hashed(secret))
    row = granted.select_related("agent").first()
    if row is None:
        raise NotFound
    return row
