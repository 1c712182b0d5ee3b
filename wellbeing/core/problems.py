"""One shape for every refusal."""

from typing import Any

from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.renderers import JSONRenderer
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
    "not_found": NotFound.message,
    "failed": _("Something broke on our side. Nothing of yours is lost; please try again."),
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


# --- What never reached one of our own views --------------------------------------------------
_PAGE = """\
<!doctype html>
<html lang="{}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Aftercall</title><p>{}</p><p><a href="/">Aftercall</a></p></html>
"""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, SessionInterrupted):  # signed out elsewhere while this was asked
        return _answer(request, "not_signed_in", 401)
    return _answer(request, "invalid", 400)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, "not_allowed", 403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _answer(request, "csrf_failed", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, "not_found", 404)


def failed(request: HttpRequest) -> HttpResponse:
    return _answer(request, "failed", 500)


def _answer(request: HttpRequest, code: str, status: int) -> HttpResponse:
    """JSON for programs, a calm plain page for people; neither repeats what was asked."""
    words = str(_WORDS[code])
    if request.path_info.startswith(("/api/", "/_allauth/")):
        body = JSONRenderer().render({"code": code, "message": words})
        return HttpResponse(body, status=status, content_type="application/json")
    return HttpResponse(format_html(_PAGE, get_language() or "en", words), status=status)
