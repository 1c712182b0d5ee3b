"""The file for a calendar: when, and nothing else."""

from datetime import datetime
from email.utils import parseaddr
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _


def calendar_file(
    uid: UUID,
    *,
    sequence: int,
    starts_at: datetime,
    ends_at: datetime,
    changed_at: datetime,
    cancelled: bool,
    link: str,
    address: str,
) -> str:
    """By RFC 5545 and 5546, in the language that is active; `address` is its reader's own or none.

    Whoever sees a colleague's calendar reads "Appointment" there, without a name or a topic.
    """
    from icalendar import Calendar, Event, vCalAddress  # a web node needs it once in a while

    event = Event()
    event.add("uid", f"{uid}@aftercall")
    event.add("sequence", sequence)
    event.add("dtstamp", changed_at)
    event.add("dtstart", starts_at)
    event.add("dtend", ends_at)
    event.add("summary", _("Appointment"))
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("organizer", vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}"))
    if link and not cancelled:
        event.add("description", _("To move or cancel it: %(link)s") % {"link": link})
    if address:
        event.add("attendee", vCalAddress(f"mailto:{address}"), {"RSVP": "FALSE"})
    calendar = Calendar()
    calendar.add("prodid", "-//Aftercall//EN")
    calendar.add("version", "2.0")
    calendar.add("method", _method(cancelled, address))
    calendar.add_component(event)
    text: str = calendar.to_ical().decode()
    return text


def _method(cancelled: bool, address: str) -> str:
    """A request is to somebody; a file without an address is published."""
    if cancelled:
        return "CANCEL"
    return "REQUEST" if address else "PUBLISH"
