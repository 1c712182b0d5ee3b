"""What somebody may run into when they book."""

from django.utils.translation import gettext_lazy as _

from wellbeing.core.errors import DomainError


class TimeTaken(DomainError):
    code = "time_taken"
    message = _("This time is no longer free.")


class BusyThen(DomainError):
    code = "busy_then"
    message = _("You have another appointment at that time.")


class EnoughBooked(DomainError):
    code = "enough_booked"
    message = _("You have two appointments ahead. You can move or cancel one of them.")


class AppointmentOver(DomainError):
    code = "appointment_over"
    message = _("This appointment has begun, is over or was cancelled.")


class OfferOver(DomainError):
    code = "offer_over"
    message = _("This time is no longer kept for you. You keep the one that you have.")
