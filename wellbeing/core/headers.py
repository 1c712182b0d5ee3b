"""What every answer tells the browser not to do."""

from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from rest_framework.exceptions import ParseError

from wellbeing.core.parsers import is_sound
from wellbeing.core.problems import bad_request

# Answers about somebody; files of the app itself say their own (static.py, app_shell.py).
_ABOUT_SOMEBODY = ("/api/", "/_allauth/", "/accounts/", "/admin/")
# The admin's own jQuery and Select2 write HTML from strings, so they cannot run under Trusted
# Types; only administrators load them, and everything else of the policy holds there too.
_WITHOUT_TRUSTED_TYPES = {"require-trusted-types-for": None, "trusted-types": None}

_LONGEST_SIGN_IN = 32_768  # a passkey's answer is a tenth of it


def _readable(request: HttpRequest) -> bool:
    """Django-allauth reads JSON by itself and breaks on much that is none."""
    if len(request.body) > _LONGEST_SIGN_IN:
        return False
    return request.content_type != "application/json" or is_sound(request.body)


class Defences(CSPMiddleware):
    """The content security policy; and that nothing about a person is kept on the way."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if request.path_info.startswith(_ABOUT_SOMEBODY):
            response["Cache-Control"] = "no-store"
        return super().process_response(request, response)

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponse | None:
        if request.path_info.startswith("/_allauth/") and not _readable(request):
            return bad_request(request, ParseError())
        return None

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith("/admin/") and not report_only:
            parts.replace = _WITHOUT_TRUSTED_TYPES
        return parts
