"""What a person may run into, said once and in their language."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from rest_framework import status


class DomainError(Exception):
    """Something that the product refuses, with words fit to be shown."""

    status: ClassVar[int] = status.HTTP_409_CONFLICT
    code: ClassVar[str]
    message: ClassVar[Any]


class NotFound(DomainError):
    status = status.HTTP_404_NOT_FOUND
    code = "not_found"
    message = _("This does not exist, or not for you.")
