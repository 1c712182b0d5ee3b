"""What every answer tells the browser not to do."""

from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest
from django.http.response import HttpResponseBase

# Answers about somebody; files of the app itself say their own (static.py, app_shell.py).
_ABOUT_SOMEBODY = ("/api/", "/_allauth/", "/accounts/", "/admin/")
# The admin's own jQuery and Select2 write HTML from strings, so they cannot run under Trusted
# Types; only administrators load them, and everything else of the policy holds there too.
_WITHOUT_TRUSTED_TYPES = {"require-trusted-types-for": None, "trusted-types": None}


class Defences(CSPMiddleware):
    """The content security policy, and that nothing about a person is kept on the way."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if request.path_info.startswith(_ABOUT_SOMEBODY):
            response["Cache-Control"] = "no-store"
        return super().process_response(request, response)

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith("/admin/") and not report_only:
            parts.replace = _WITHOUT_TRUSTED_TYPES
        return parts
