from django.utils.translation import gettext_lazy as _
from rest_framework import status

from wellbeing.core.errors import DomainError


class HappenedElsewhen(DomainError):
    status = status.HTTP_422_UNPROCESSABLE_ENTITY
    code = "happened_elsewhen"
    message = _("Choose a time that is over, and not more than a year ago.")


class CaseMovedOn(DomainError):
    code = "case_moved_on"
    message = _("This has moved on meanwhile. Look again.")


class CaseIsOver(DomainError):
    code = "case_is_over"
    message = _("This is closed. It can be opened again.")


class ReportIsOver(CaseIsOver):
    """The same for whoever reported: they cannot open it again."""

    message = _("This is closed, so nothing can be added to it. You can make another report.")


class OutcomeStands(CaseIsOver):
    """Somebody would take back what is answered already."""

    message = _("This has its outcome, so it cannot be taken back any more.")


class SomethingCame(DomainError):
    code = "something_came"
    message = _("The reporter wrote meanwhile. Read it before you close this; your words are kept.")


class ReceiptTaken(DomainError):
    code = "receipt_taken"
    message = _(
        "This receipt stands for another report already. Go back to the form and send it again: "
        "it gets a new one."
    )


class CaseHeldElsewhere(DomainError):
    code = "case_held_elsewhere"
    message = _("Nobody has taken this case yet. Take it first.")

    def __init__(self, holder: str | None) -> None:
        if holder:
            said = _("%(name)s has this case. Take it over first.") % {"name": holder}
            self.message = said  # type: ignore[assignment, misc]
        super().__init__(holder)


class NotForThisColleague(DomainError):
    """Not there, no handler of it, or kept away: it does not say which."""

    status = status.HTTP_422_UNPROCESSABLE_ENTITY
    code = "not_for_this_colleague"
    message = _("This colleague cannot have it. Choose somebody else.")


class CaseIsKept(DomainError):
    code = "case_is_kept"
    message = _("This is kept for a legal reason and cannot be taken back yet.")


class HeldTooLong(DomainError):
    status = status.HTTP_422_UNPROCESSABLE_ENTITY
    code = "held_too_long"
    message = _("Choose a day within the next year on which this is looked at again.")


class CannotPause(DomainError):
    code = "cannot_pause"
    message = _("There is no time left that could be paused.")


class StepsAreLeft(DomainError):
    code = "steps_are_left"
    message = _("Some of the steps that have to be taken are neither done nor set aside.")
