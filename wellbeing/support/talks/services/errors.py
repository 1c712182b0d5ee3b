"""What somebody may run into around talks."""

from django.utils.translation import gettext_lazy as _
from rest_framework import status

from wellbeing.core.errors import DomainError


class AlreadyAsking(DomainError):
    code = "already_asking"
    message = _("You are asking for somebody already, or are in a talk.")


class NotYourSupervisor(DomainError):
    status = status.HTTP_422_UNPROCESSABLE_ENTITY
    code = "not_your_supervisor"
    message = _("Choose one of your own supervisors.")


class WishOutOfRange(DomainError):
    status = status.HTTP_422_UNPROCESSABLE_ENTITY
    code = "wish_out_of_range"
    message = _("Choose a time within the next two weeks.")


class TalkOfferOver(DomainError):
    code = "offer_over"
    message = _("This is no longer open. Somebody else has it, or it was taken back.")


class BookInstead(DomainError):
    status = status.HTTP_422_UNPROCESSABLE_ENTITY
    code = "book_instead"
    message = _("To meet a counsellor at a time, book one.")


class EnoughForNow(DomainError):
    code = "enough_for_now"
    message = _("You have as many talks as you said, or as one day should hold.")


class TalkIsOver(DomainError):
    code = "talk_is_over"
    message = _("This talk is over, so this was not sent.")


class NothingProposed(DomainError):
    code = "nothing_proposed"
    message = _("Nothing is proposed right now.")


class NotMet(DomainError):
    status = status.HTTP_422_UNPROCESSABLE_ENTITY
    code = "not_met"
    message = _("Choose somebody you talked to, or a peer supporter.")
