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


class ReceiptTaken(DomainError):
    code = "receipt_taken"
    message = _("This receipt stands for another report. Make a new one.")
