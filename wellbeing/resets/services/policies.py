"""What an administrator does with break policies."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from accounts.models.people import Role
from accounts.selectors import units_administered_by
from wellbeing.core import audit
from wellbeing.core.errors import DomainError, NotFound
from wellbeing.resets.models import BreakPolicy, Floor
from wellbeing.resets.services import floors


class NothingToEnd(DomainError):
    code = "nothing_to_end"
    message = _("This unit has no break policy of its own.")


@transaction.atomic
def set_policy(
    by: User, *, id: UUID, unit_id: int, figures: dict[str, int] | None, now: datetime
) -> tuple[BreakPolicy, bool]:
    """Add a version for a unit; without figures, the policy of the unit above holds again.

    The second value says whether it is new. Raises NotFound and NothingToEnd.
    """
    unit = units_administered_by(by, now=now).filter(pk=unit_id).first()
    if unit is None:
        raise NotFound
    Floor.objects.get_or_create(unit=unit)
    floor = floors.lock(unit.pk)
    if known := BreakPolicy.objects.filter(by=by, id=id).first():
        return known, False
    version = BreakPolicy(
        by=by,
        id=id,
        unit=unit,
        valid_from=_moment(unit, now),
        time_zone=by.time_zone,
        **figures or {},
    )
    if version.is_end and not BreakPolicy.objects.in_force(now, [unit.pk]):
        raise NothingToEnd
    version.save(force_insert=True)
    _record(version, now)
    floors.advance(floor, now=max(now, version.valid_from))
    return version, True


def _moment(unit: Unit, now: datetime) -> datetime:
    """Later than every version before it, also where two were sent at once."""
    latest = BreakPolicy.objects.filter(unit=unit).order_by("-valid_from").first()
    return max(now, latest.valid_from + timedelta(microseconds=1)) if latest else now


def _record(version: BreakPolicy, now: datetime) -> None:
    audit.record(
        "break_policy_ended" if version.is_end else "break_policy_set",
        actor_id=version.by_id,
        role=Role.ADMINISTRATOR,
        now=now,
        unit=version.unit_id,
        version=str(version.id),
    )
