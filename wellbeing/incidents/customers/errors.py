from django.utils.translation import gettext_lazy as _
from rest_framework import status

from wellbeing.core.errors import DomainError


class NobodyToMatch(DomainError):
    code = "nobody_to_match"
    message = _("So far nobody else has reported this customer.")


class ActionMovedOn(DomainError):
    code = "action_moved_on"
    message = _("This has moved on meanwhile. Look again.")


class ProposalTaken(DomainError):
    code = "proposal_taken"
    message = _("Something else was proposed under this already. Look again.")


class SomebodyElseDecides(DomainError):
    status = status.HTTP_403_FORBIDDEN
    code = "somebody_else_decides"
    message = _("Somebody who was not part of this decides. You were.")


class EndsElsewhen(DomainError):
    status = status.HTTP_422_UNPROCESSABLE_ENTITY
    code = "ends_elsewhen"
    message = _("Choose a last day that is ahead, and not further than this may last.")


class ReasonsGone(DomainError):
    code = "reasons_gone"
    message = _("The report behind this is gone, and the reasons with it. It can only be ended.")


class AppealedElsewhen(DomainError):
    status = status.HTTP_422_UNPROCESSABLE_ENTITY
    code = "appealed_elsewhen"
    message = _("An appeal comes within ten working days of the decision.")
