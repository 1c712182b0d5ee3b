"""What a counsellor does: when they can be met, their own notes, and leaving."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from wellbeing.core.errors import DomainError, NotFound
from wellbeing.core.sealing import destroy, new_key, open_sealed, seal
from wellbeing.support.counselling.models import Booking, Hours, Note, Practice, SpecialDay
from wellbeing.support.counselling.services import bookings
from wellbeing.support.counselling.services.diary import lock

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
    _begin(counsellor)
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
    _begin(counsellor)
    hours = {"from_time": from_time, "to_time": to_time, "minutes": minutes, "pause": pause}
    said = {"day": day} | hours
    return SpecialDay.objects.update_or_create(counsellor=counsellor, id=id, defaults=said)


def drop_special_day(counsellor: User, *, id: UUID) -> None:
    """Raises NotFound, also for somebody else's."""
    count, _rows = SpecialDay.objects.filter(counsellor=counsellor, id=id).delete()
    if not count:
        raise NotFound


def _begin(counsellor: User) -> None:
    zone = {"time_zone": counsellor.time_zone}
    Practice.objects.get_or_create(counsellor=counsellor, defaults=zone)


def appointment_of(counsellor: User, *, ref: UUID) -> Booking:
    """Raises NotFound, also for another counsellor's."""
    found = Booking.objects.filter(counsellor=counsellor, ref=ref)
    row = found.select_related("client__unit", "key").first()
    if row is None:
        raise NotFound
    return row


def _place(ref: UUID) -> str:
    return f"support_counselling_note.sealed:{ref}"


def note_on(counsellor: User, *, ref: UUID) -> str:
    """Raises NotFound where there is no such appointment of theirs."""
    booking = appointment_of(counsellor, ref=ref)
    note = Note.objects.filter(counsellor=counsellor, booking=booking).first()
    key = practice_of(counsellor).notes_key
    if note is None or key is None:
        return ""
    return open_sealed(key, bytes(note.sealed), place=_place(note.ref))


@transaction.atomic
def write_note(counsellor: User, *, ref: UUID, text: str) -> None:
    """In place of what stood there; nothing leaves nothing. Raises NotFound."""
    booking = appointment_of(counsellor, ref=ref)
    if not text:
        Note.objects.filter(counsellor=counsellor, booking=booking).delete()
        return
    _begin(counsellor)
    practice = lock(counsellor.pk)  # so that two pages at once make one key
    if practice.notes_key is None:
        practice.notes_key = new_key()
        practice.save(update_fields=["notes_key"])
    sealed = seal(practice.notes_key, text, place=_place(ref))
    Note.objects.update_or_create(
        booking=booking,
        defaults={
            "counsellor": counsellor,
            "ref": ref,
            "sealed": sealed,
            "about": booking.ends_at,
        },
    )


def forget_client(client: User, *, now: datetime) -> int:
    """What is ahead is cancelled, and nothing says any more that anything was."""
    mine = Booking.objects.filter(client=client)
    for booking in mine.standing().filter(starts_at__gt=now):
        bookings.cancel(booking, by=client.pk, now=now)
    return _forget(list(mine.select_related("key")))


def _forget(rows: list[Booking]) -> int:
    """Notes stay their counsellor's, about nobody."""
    keys = [row.key for row in rows if row.key]
    Booking.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for key in keys:
        destroy(key)
    return len(rows)


def forget_old(*, kept: timedelta, cancelled_kept: timedelta, now: datetime) -> None:
    """Whatever has been kept as long as we said, and every note with it."""
    old = Booking.objects.filter(ends_at__lt=now - kept)
    gone = Booking.objects.filter(cancelled_at__lt=now - cancelled_kept, ends_at__lt=now)
    _forget(list((old | gone).select_related("key")))
    Note.objects.filter(about__lt=now - kept).delete()


@transaction.atomic
def leave(person_id: UUID, *, now: datetime) -> None:
    """Whoever left is met by nobody and meets nobody; a counsellor's notes become unreadable."""
    leaver = User.objects.filter(pk=person_id, is_active=False).first()
    if leaver is None:
        return
    ahead = Booking.objects.standing().filter(starts_at__gt=now)
    for booking in ahead.filter(client=leaver) | ahead.filter(counsellor=leaver):
        bookings.cancel(booking, by=leaver.pk, now=now)
    Hours.objects.filter(counsellor=leaver).delete()
    SpecialDay.objects.filter(counsellor=leaver).delete()
    Note.objects.filter(counsellor=leaver).delete()
    practice = Practice.objects.filter(counsellor=leaver).select_related("notes_key").first()
    if practice and practice.notes_key:
        key, practice.notes_key = practice.notes_key, None
        practice.save(update_fields=["notes_key"])
        destroy(key)
