"""Being there, by one's own switch."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from rest_framework import status

from accounts.models import User
from accounts.models.people import Role, holds
from wellbeing.core.errors import DomainError
from wellbeing.support.shifts.models import Shift
from wellbeing.support.shifts.rules import LONGEST


class NotYourRole(DomainError):
    code = "not_your_role"
    message = _("You do not have this role now.")


class ShiftOutOfRange(DomainError):
    status = status.HTTP_422_UNPROCESSABLE_ENTITY
    code = "shift_out_of_range"
    message = _("Choose a time within the next twelve hours.")


@transaction.atomic
def set_shift(person: User, *, role: Role, until: datetime | None, now: datetime) -> None:
    """Be there until then, or no longer. Raises NotYourRole and ShiftOutOfRange."""
    if until is None:
        Shift.objects.filter(person=person, role=role).delete()
        return
    if not holds(person, role, now=now):
        raise NotYourRole
    if not now < until <= now + LONGEST:
        raise ShiftOutOfRange
    # Two phones at once: the later one holds, and the row is one.
    shift = Shift(person=person, role=role, starts_at=now, until=until)
    Shift.objects.bulk_create(
        [shift],
        update_conflicts=True,
        unique_fields=["person", "role"],
        update_fields=["starts_at", "until"],
    )
