"""What a counsellor says of themselves: when they can be met, and how they work."""

from datetime import date, time
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from wellbeing.core.errors import DomainError, NotFound
from wellbeing.support.counselling.models import Booking, Hours, Practice, SpecialDay

MOST_RULES = 50


class TooManyRules(DomainError):
    code = "too_many_rules"
    message = _("These are more hours than one diary can hold.")


def practice_of(counsellor: User) -> Practice:
    """As it stands; somebody new begins with their own clock and our usual notice."""
    found = Practice.objects.filter(counsellor=counsellor).first()
    return found or Practice(counsellor=counsellor, time_zone=counsellor.time_zone)


def change_practice(counsellor: User, **said: Any) -> Practice:
    practice, _new = Practice.objects.update_or_create(counsellor=counsellor, defaults=said)
    return practice


def set_hours(counsellor: User, *, id: UUID, **said: Any) -> tuple[Hours, bool]:
    """What is booked already stays booked, whatever the new hours are."""
    if Hours.objects.filter(counsellor=counsellor).exclude(id=id).count() >= MOST_RULES:
        raise TooManyRules
    begin(counsellor)
    return Hours.objects.update_or_create(counsellor=counsellor, id=id, defaults=said)


def end_hours(counsellor: User, *, id: UUID) -> None:
    """Raises NotFound, also for somebody else's."""
    count, _rows = Hours.objects.filter(counsellor=counsellor, id=id).delete()
    if not count:
        raise NotFound


def set_special_day(
    counsellor: User,
    *,
    id: UUID,
    day: date,
    from_time: time | None = None,
    to_time: time | None = None,
    minutes: int | None = None,
    pause: int | None = None,
) -> tuple[SpecialDay, bool]:
    if SpecialDay.objects.filter(counsellor=counsellor).exclude(id=id).count() >= 4 * MOST_RULES:
        raise TooManyRules
    begin(counsellor)
    hours = {"from_time": from_time, "to_time": to_time, "minutes": minutes, "pause": pause}
    said = {"day": day} | hours
    return SpecialDay.objects.update_or_create(counsellor=counsellor, id=id, defaults=said)


def drop_special_day(counsellor: User, *, id: UUID) -> None:
    """Raises NotFound, also for somebody else's."""
    count, _rows = SpecialDay.objects.filter(counsellor=counsellor, id=id).delete()
    if not count:
        raise NotFound


def begin(counsellor: User) -> None:
    zone = {"time_zone": counsellor.time_zone}
    Practice.objects.get_or_create(counsellor=counsellor, defaults=zone)


def appointment_of(counsellor: User, *, ref: UUID) -> Booking:
    """Raises NotFound, also for another counsellor's."""
    found = Booking.objects.filter(counsellor=counsellor, ref=ref)
    row = found.select_related("client__unit", "key").first()
    if row is None:
        raise NotFound
    return row
