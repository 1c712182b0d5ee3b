from django.utils.translation import gettext_lazy as _
from rest_framework import status

from wellbeing.core.errors import DomainError


class FileTooLarge(DomainError):
    status = status.HTTP_422_UNPROCESSABLE_ENTITY
    code = "file_too_large"
    message = _("The file is too large. Pictures and PDF: 15 MB, sound: 25 MB, text: 1 MB.")


class TooManyFiles(DomainError):
    code = "too_many_files"
    message = _("Five files are the most, with 60 MB together.")


class NoRoomYet(DomainError):
    code = "no_room_yet"
    message = _("There is no room for files right now. Your report is stored; try again tomorrow.")


class FileTaken(DomainError):
    code = "file_taken"
    message = _("Another file has this id. Choose the file once more.")


class FileRemoved(DomainError):
    status = status.HTTP_410_GONE
    code = "file_removed"
    message = _("This file was taken back.")


class PartOutOfOrder(DomainError):
    code = "part_out_of_order"
    message = _("Parts of a file come one after the other. Look how far it is.")


class PartHasAnotherSize(DomainError):
    status = status.HTTP_422_UNPROCESSABLE_ENTITY
    code = "part_has_another_size"
    message = _("This part of the file is not whole.")


class NotViewable(DomainError):
    code = "not_viewable"
    message = _("This file cannot be viewed, or not yet.")


class LookFirst(DomainError):
    code = "look_first"
    message = _("Open the file first. Each look is written down, and lasts an hour.")
