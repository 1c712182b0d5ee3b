"""What an administrator does with ladders."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from accounts.models.people import Role
from accounts.selectors import people_administered_by, units_administered_by
from wellbeing.core import audit
from wellbeing.core.errors import DomainError, NotFound
from wellbeing.support.help_now.models import Ladder
from wellbeing.support.help_now.rules import Rung


class NoOwnLadder(DomainError):
    code = "no_own_ladder"
    message = _("This unit has no ladder of its own.")


class NotYourPerson(DomainError):
    code = "not_your_person"
    message = _("Somebody on this ladder has left, or is not in your part of the organisation.")


def set_ladder(
    by: User, *, id: UUID, unit_id: int, rungs: Sequence[Rung] | None, now: datetime
) -> tuple[Ladder, bool]:
    """Add a version for a unit; without rungs, what holds above it holds again.

    The second value says whether it is new. Raises NotFound, NoOwnLadder and NotYourPerson.
    """
    unit = units_administered_by(by, now=now).filter(pk=unit_id).first()
    if unit is None:
        raise NotFound
    if known := Ladder.objects.filter(by=by, id=id).first():
        return known, False
    if rungs is None and not Ladder.objects.in_force(now, [unit.pk]):
        raise NoOwnLadder
    _check_people(by, rungs or (), now)
    try:
        with transaction.atomic():
            return _add(by, unit, id=id, rungs=rungs, now=now), True
    except IntegrityError:  # a repeat of it overtook us
        return Ladder.objects.get(by=by, id=id), False


def _check_people(by: User, rungs: Sequence[Rung], now: datetime) -> None:
    named = {person for rung in rungs for person in rung.people}
    theirs = people_administered_by(by, now=now).filter(is_active=True, pk__in=named)
    if theirs.count() != len(named):
        raise NotYourPerson


def _add(by: User, unit: Unit, *, id: UUID, rungs: Sequence[Rung] | None, now: datetime) -> Ladder:
    # The unit's row is the lock: two versions never begin in the same moment.
    Unit.objects.select_for_update().get(pk=unit.pk)
    latest = Ladder.objects.filter(unit=unit).order_by("-valid_from").first()
    version = Ladder.objects.create(
        by=by,
        id=id,
        unit=unit,
        valid_from=max(now, latest.valid_from + timedelta(microseconds=1)) if latest else now,
        rungs=None if rungs is None else [rung.written() for rung in rungs],
    )
    audit.record(
        "ladder_ended" if version.is_end else "ladder_set",
        actor_id=by.pk,
        role=Role.ADMINISTRATOR,
        now=now,
        unit=unit.pk,
        version=str(id),
    )
    return version
