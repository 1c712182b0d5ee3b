"""In front of allauth's headless API: what it offers here, and what it asks for first."""

from collections.abc import Callable
from typing import Any, Final

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext

from accounts import second_factor
from accounts.authentication import BY_LINK, signed_in_lately
from accounts.devices import be_seen
from accounts.models import User
from accounts.waiting import A_MINUTE

PREFIX: Final = "/_allauth/browser/v1/"
# The roster knows the addresses, and nobody signs up.
_CLOSED: Final = (
    "account/email", "account/phone", "auth/code/", "auth/email/", "auth/phone/",
    "auth/provider/signup", "auth/provider/token", "auth/signup", "auth/webauthn/signup",
)  # fmt: skip
_FACTORS: Final = "account/authenticators/"
_PASSWORD: Final = "account/password/change"  # noqa: S105


class HeadlessDoor:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(PREFIX):
            return self.get_response(request)
        path = request.path.removeprefix(PREFIX)
        if path.startswith(_CLOSED):
            raise Http404
        flows = _missing(request, path) if request.user.is_authenticated else None
        if flows is not None:
            return _ask_again(flows)
        return _with_words(request, self.get_response(request))


def _missing(request: HttpRequest, path: str) -> list[dict[str, Any]] | None:
    """What must be shown once more before a way to sign in is changed; None if nothing."""
    if not path.startswith((_FACTORS, _PASSWORD)):
        return None
    assert isinstance(request.user, User)
    flows: list[dict[str, Any]] = get_reauthentication_flows(request.user)
    if path.startswith(_FACTORS) and second_factor.is_missing(request):
        # A password alone must not put a second factor beside the one that is there.
        return [flow for flow in flows if flow["id"] == "mfa_reauthenticate"]
    if not flows:
        return [] if _handed_over(request) else None
    first_password = path == _PASSWORD and not request.user.has_usable_password()
    return flows if first_password and not signed_in_lately(request, timezone.now()) else None


def _handed_over(request: HttpRequest) -> bool:
    """Whether this session has shown nothing but a code from a desktop."""
    records = get_authentication_records(request, request.user)
    return all(record["method"] == BY_LINK for record in records)


def _ask_again(flows: list[dict[str, Any]]) -> HttpResponse:
    body = {"status": 401, "data": {"flows": flows}, "meta": {"is_authenticated": True}}
    return JsonResponse(body, status=401)


def _with_words(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Too many tries look the same here as everywhere else."""
    locked = response.status_code == 400 and b'"too_many_login_attempts"' in response.content
    if response.status_code != 429 and not locked:
        return response
    words = gettext("Too many tries. Please wait a moment.")
    problem = {"code": "too_many", "message": words}
    wait = str(getattr(request, "retry_after", A_MINUTE))
    body = problem | {"status": 429, "errors": [problem]}
    return JsonResponse(body, status=429, headers={"Retry-After": wait})


class Presence:
    """Keeps the session of a device in use alive."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.session.accessed:
            be_seen(request, timezone.now())
        return response
