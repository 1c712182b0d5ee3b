"""What changes a counsellor's diary: rows of quarters, reminders, and who is told."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from wellbeing.core.events import publish
from wellbeing.support.counselling.events import AppointmentChanged
from wellbeing.support.counselling.models import (
    BookedQuarter,
    Booking,
    KeptTime,
    Practice,
    Reminder,
)
from wellbeing.support.counselling.rules import REMINDERS, quarters


def lock(counsellor_id: UUID) -> Practice:
    """One at a time for each diary, so that "the next free time" is one. Raises DoesNotExist.

    What keeps two people apart is the unique row of each quarter, with this lock or without.
    """
    assert transaction.get_connection().in_atomic_block, "a lock lasts as long as its transaction"
    return Practice.objects.select_for_update().get(pk=counsellor_id)


def take_time(booking: Booking) -> None:
    """Make its quarters those of its times. Raises IntegrityError where one is taken."""
    wanted = {
        (booking.counsellor_id, at) for at in quarters(booking.starts_at, booking.free_again_at)
    }
    wanted |= {(booking.client_id, at) for at in quarters(booking.starts_at, booking.ends_at)}
    had = {(row.person_id, row.at): row.pk for row in booking.quarters.all()}
    # In one order for everybody, and before any is given up: no two can wait for each other.
    BookedQuarter.objects.bulk_create(
        BookedQuarter(person_id=person, at=at, booking=booking)
        for person, at in sorted(wanted - had.keys())
    )
    gone = [pk for quarter, pk in had.items() if quarter not in wanted]
    BookedQuarter.objects.filter(pk__in=gone).delete()


def keep_time(kept: KeptTime, counsellor_id: UUID, free_again_at: datetime) -> None:
    """For whom it is offered; raises IntegrityError where somebody has it."""
    BookedQuarter.objects.bulk_create(
        BookedQuarter(person_id=counsellor_id, at=at, kept_time=kept)
        for at in quarters(kept.starts_at, free_again_at)
    )


def remind_anew(booking: Booking, now: datetime) -> None:
    """By its times and wishes of now; what would be due already is left out."""
    booking.due_reminders.all().delete()
    if booking.cancelled_at:
        return
    due = {kind: booking.starts_at - REMINDERS[kind] for kind in booking.reminders}
    Reminder.objects.bulk_create(
        Reminder(booking=booking, kind=kind, due_at=at) for kind, at in due.items() if at > now
    )


def tell(booking: Booking, *, by: UUID | None) -> None:
    """Both of them; `by` is whose own doing it was, and who needs no message on a closed phone."""
    for person_id in (booking.client_id, booking.counsellor_id):
        publish(
            AppointmentChanged(
                person_id=str(person_id),
                key=f"{booking.ref}:{booking.sequence}",
                told=person_id != by,
            )
        )
