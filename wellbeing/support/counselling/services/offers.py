"""Taking a time that was kept for somebody."""

from datetime import datetime

from django.db import IntegrityError, transaction

from wellbeing.support.counselling.models import Booking, KeptTime, Practice, Wait
from wellbeing.support.counselling.rules import Slot
from wellbeing.support.counselling.services import line
from wellbeing.support.counselling.services.changes import move_to, serves
from wellbeing.support.counselling.services.diary import lock
from wellbeing.support.counselling.services.errors import OfferOver


def accept(booking: Booking, *, now: datetime) -> Booking:
    """Move the appointment to the time that is kept; again changes nothing. Raises OfferOver."""
    try:
        with transaction.atomic():
            practice = lock(booking.counsellor_id)
            line.move_on(practice, now=now)
            kept = KeptTime.objects.open().filter(booking=booking).first()
            if kept is not None and serves(practice, booking, now):
                return _take(kept, booking, practice, now)
            row = Booking.objects.get(pk=booking.pk)
    except IntegrityError as busy:  # another appointment of the client's came in between
        raise OfferOver from busy
    if row.kept_times.filter(starts_at=row.starts_at).exists():
        return row  # taken before
    raise OfferOver


def _take(kept: KeptTime, booking: Booking, practice: Practice, now: datetime) -> Booking:
    line.end(kept, at=now)
    Wait.objects.filter(booking=booking).delete()
    row = Booking.objects.select_for_update(of=("self",)).get(pk=booking.pk)
    slot = Slot(kept.starts_at, kept.ends_at, kept.pause)
    return move_to(row, slot, practice, by=row.client_id, now=now)
