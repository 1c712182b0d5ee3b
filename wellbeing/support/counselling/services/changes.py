"""What either of the two changes about an appointment that stands."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from wellbeing.core.sealing import destroy
from wellbeing.support.counselling.models import Booking, Practice
from wellbeing.support.counselling.models.bookings import (
    CANCELLED_BY_COUNSELLOR,
    CANCELLED_BY_LINK,
    MOVED_BY_LINK,
)
from wellbeing.support.counselling.rules import Slot
from wellbeing.support.counselling.selectors.times import (
    counsellors_for,
    practices_for,
    still_free,
    times_of,
)
from wellbeing.support.counselling.services import line, posting
from wellbeing.support.counselling.services.diary import (
    lock,
    remind_anew,
    take_time,
    tell,
    tell_one,
)
from wellbeing.support.counselling.services.errors import AppointmentOver, TimeTaken


def move(booking: Booking, *, starts_at: datetime, by: UUID | None, now: datetime) -> Booking:
    """To another free time of the same counsellor; to its own it changes nothing.

    Raises TimeTaken, also where they are no counsellor of this client's any more, and
    AppointmentOver.
    """
    times = times_of(practices_of(booking, now), now=now)
    asked = [one for one in times if one.slot.starts_at == starts_at]
    try:
        with transaction.atomic():
            practice = lock(booking.counsellor_id)
            row = _still_ahead(booking, now)
            if row.starts_at == starts_at:
                return row
            line.move_on(practice, now=now)
            found = next(still_free(asked, row.client, now=now, but=row.ref), None)
            if found is None or not serves(practice, row, now):
                raise TimeTaken
            moved = move_to(row, found.slot, practice, by=by, now=now)
            line.let_go(moved, now=now)
            return moved
    except IntegrityError as overtaken:  # by a booking of the client's with another counsellor
        raise TimeTaken from overtaken


def practices_of(booking: Booking, now: datetime) -> QuerySet[Practice]:
    """The counsellor of this appointment, as long as its client may be booked with them."""
    return practices_for(booking.client, now=now).filter(pk=booking.counsellor_id)


def serves(practice: Practice, booking: Booking, now: datetime) -> bool:
    return counsellors_for(booking.client, now=now).filter(pk=practice.pk).exists()


def _still_ahead(booking: Booking, now: datetime) -> Booking:
    ahead = Booking.objects.standing().filter(pk=booking.pk, starts_at__gt=now)
    row = ahead.select_for_update(of=("self",)).select_related("client__unit").first()
    if row is None:
        raise AppointmentOver
    return row


def move_to(
    row: Booking, slot: Slot, practice: Practice, *, by: UUID | None, now: datetime
) -> Booking:
    """On a locked diary, to a time that is free or was kept for it. Raises IntegrityError."""
    left = Slot(row.starts_at, row.ends_at, row.pause)
    row.starts_at, row.ends_at, row.pause = slot.starts_at, slot.ends_at, slot.pause
    row.sequence += 1
    row.changed_at = now
    row.news, row.was_at = ("", None) if by else (MOVED_BY_LINK, left.starts_at)
    moved = ["starts_at", "ends_at", "pause", "sequence", "changed_at", "news", "was_at"]
    row.save(update_fields=moved)
    take_time(row)
    remind_anew(row, now)
    tell(row, by=by)
    posting.post_calendar(row, now=now)
    line.offer(practice, left, now=now)
    return row


def cancel(booking: Booking, *, by: UUID | None, now: datetime, why: str = "") -> None:
    """Again changes nothing. Raises AppointmentOver once it has begun."""
    with transaction.atomic():
        practice = lock(booking.counsellor_id)
        row = Booking.objects.select_for_update(of=("self",)).get(pk=booking.pk)
        if row.cancelled_at:
            return
        if row.starts_at <= now:
            raise AppointmentOver
        _close(row, why or _news(row, by), now)
        tell(row, by=by)
        posting.post_calendar(row, now=now)
        line.offer(
            practice, Slot(row.starts_at, row.ends_at, row.pause), now=now, but=row.client_id
        )


def cancel_unseen(row: Booking, *, now: datetime) -> None:
    """On a locked diary, for a client who has all of it forgotten: their counsellor alone hears.

    An event that names the client would lie beside the moment at which their moods went.
    """
    _close(row, "", now)
    tell_one(row, row.counsellor_id, told=True)
    practice = Practice.objects.get(pk=row.counsellor_id)
    line.offer(practice, Slot(row.starts_at, row.ends_at, row.pause), now=now, but=row.client_id)


def _news(row: Booking, by: UUID | None) -> str:
    """What the client did not do themselves."""
    if by == row.client_id:
        return ""
    return CANCELLED_BY_COUNSELLOR if by == row.counsellor_id else CANCELLED_BY_LINK


def put_news_away(booking: Booking) -> None:
    Booking.objects.filter(pk=booking.pk).update(news="", was_at=None)


def _close(row: Booking, news: str, now: datetime) -> None:
    """Its time is free again and its topic nobody's; what is left says only when it was."""
    key, row.key, row.topic, row.seat = row.key, None, None, None
    row.news, row.was_at = news, None
    row.cancelled_at = row.changed_at = now
    row.sequence += 1
    row.save()
    if key:
        destroy(key)
    line.leave(row, now=now)
    row.quarters.all().delete()
    remind_anew(row, now)


def change_wishes(
    booking: Booking, *, reminders: list[str], by_mail: bool, now: datetime
) -> Booking:
    """How the client wants to be reminded; asked for, the calendar file comes by mail."""
    with transaction.atomic():
        row = _still_ahead(booking, now)
        asked = by_mail and not row.by_mail
        row.reminders, row.by_mail = reminders, by_mail
        row.save(update_fields=["reminders", "by_mail"])
        remind_anew(row, now)
        if asked:
            posting.post_calendar(row, now=now)
    return row
