"""What changes a counsellor's diary: rows of quarters, reminders, and who is told."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from wellbeing.core.events import publish
from wellbeing.core.subjects import apart
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


def lock_all(counsellor_ids: Iterable[UUID]) -> None:
    """Several diaries, always in the same order, before anything in one of them is touched."""
    assert transaction.get_connection().in_atomic_block, "a lock lasts as long as its transaction"
    rows = Practice.objects.filter(pk__in=set(counsellor_ids)).order_by("pk")
    list(rows.select_for_update())


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


def keep_time(kept: KeptTime, free_again_at: datetime) -> None:
    """For whom it is offered; raises IntegrityError where somebody has it."""
    BookedQuarter.objects.bulk_create(
        BookedQuarter(person_id=kept.counsellor_id, at=at, kept_time=kept)
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
        tell_one(booking, person_id, told=person_id != by)


def tell_one(booking: Booking, person_id: UUID, *, told: bool) -> None:
    # Of each a key of their own: what is on its way must not say who belongs together.
    key = apart(booking.ref, f"appointment:{booking.sequence}:{person_id}")
    sees = person_id == booking.counsellor_id
    said = {"person_id": str(person_id), "key": str(key)}
    publish(AppointmentChanged(**said, seeing_clients=sees, told=told))


def tell_of_offer(kept: KeptTime) -> None:
    _tell_client(kept.client_id, f"offer:{kept.pk}")


def tell_of_line(client_id: UUID, *, now: datetime) -> None:
    """That they wait for anybody now: whom they waited for is gone."""
    _tell_client(client_id, f"line:{now.isoformat()}")


def _tell_client(client_id: UUID, what: str) -> None:
    said = {"person_id": str(client_id), "key": str(apart(client_id, what))}
    publish(AppointmentChanged(**said, seeing_clients=False, told=True))
