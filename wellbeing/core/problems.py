"""One shape for every refusal."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from wellbeing.core.errors import DomainError, NotFound

_WORDS: dict[str, Any] = {
    "invalid": _("Please check what you entered."),
    "not_signed_in": _("Please sign in."),
    "not_allowed": _("Your role does not include this."),
    "second_factor_required": _("Please confirm your second factor first."),
    "csrf_failed": _("This page is out of date. Please load it again."),
    "method_not_allowed": _("This cannot be done here."),
    "not_acceptable": _("This format is not offered."),
    "unsupported_media_type": _("Please send JSON."),
    "too_many": _("Too many tries. Please wait a moment."),
    "refused": _("This was refused."),
}
_CODES: dict[str, str] = {
    "parse_error": "invalid",
    "not_authenticated": "not_signed_in",
    "authentication_failed": "not_signed_in",
    "permission_denied": "not_allowed",
    "throttled": "too_many",
}


def handle(exc: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: one shape for every refusal; None lets a real fault be a 500."""
    set_rollback()
    if isinstance(exc, Http404 | exceptions.NotFound):
        exc = NotFound()
    if isinstance(exc, DomainError):
        return Response({"code": exc.code, "message": str(exc.message)}, status=exc.status)
    if isinstance(exc, PermissionDenied):
        exc = exceptions.PermissionDenied()
    if isinstance(exc, exceptions.ValidationError):
        body = {"code": "invalid", "message": str(_WORDS["invalid"]), "fields": exc.detail}
        return Response(body, status=exc.status_code)
    if isinstance(exc, exceptions.APIException):
        return _refusal(exc)
    return None


def _refusal(exc: exceptions.APIException) -> Response:
    given = exc.get_codes()
    code = _CODES.get(given, given) if isinstance(given, str) else "refused"
    headers = {}
    if getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = exc.auth_header  # type: ignore[attr-defined]
    if wait := getattr(exc, "wait", None):  # set by DRF's throttles
        headers["Retry-After"] = str(int(wait) + 1)
    message = str(_WORDS.get(code, _WORDS["refused"]))
    return Response({"code": code, "message": message}, status=exc.status_code, headers=headers)
