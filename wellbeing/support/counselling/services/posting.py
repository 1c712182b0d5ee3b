"""Calendar files, and the links in them by which an appointment is moved or cancelled."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils import translation

from accounts.models import User
from accounts.one_time import secret_of
from wellbeing.core.subjects import apart
from wellbeing.notifications.mail import send_file
from wellbeing.support.counselling.messages import calendar_file
from wellbeing.support.counselling.models import Booking


def new_secret(client_id: UUID, ref: UUID, made_at: datetime) -> str:
    return secret_of("appointment", owner_id=client_id, id=ref, created_at=made_at)


def link_of(booking: Booking) -> str:
    """Whoever has it may move or cancel without signing in, and reads the time alone."""
    secret = new_secret(booking.client_id, booking.ref, booking.made_at)
    return f"{settings.ORIGIN}/#/appointment/{secret}"


def file_for(booking: Booking, reader: User, *, address: str = "") -> str:
    """What either of the two puts into a calendar; only the client's file holds the link."""
    link = link_of(booking) if reader.pk == booking.client_id else ""
    with translation.override(reader.language):
        return calendar_file(
            booking.ref,
            sequence=booking.sequence,
            starts_at=booking.starts_at,
            ends_at=booking.ends_at,
            changed_at=booking.changed_at,
            cancelled=booking.cancelled_at is not None,
            link=link,
            address=address,
        )


def post_calendar(booking: Booking, *, now: datetime) -> None:
    """By mail, where the client asked for it at this appointment; anew with every move."""
    if booking.by_mail and booking.client.email:
        send_file(
            person_id=booking.client_id,
            calendar=file_for(booking, booking.client, address=booking.client.email),
            key=str(apart(booking.ref, f"calendar:{booking.sequence}")),
            until=max(booking.ends_at, now),
            now=now,
        )
