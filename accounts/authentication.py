"""Who is asking."""

from datetime import UTC, datetime

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import authentication, exceptions
from rest_framework.request import Request

from accounts.models import User
from wellbeing.core.errors import DomainError

BY_LINK = "sign_in_link"  # how a session came about, beside allauth's own password, mfa, ...
BY_INVITATION = "invitation"


class OtherAccount(DomainError):
    code = "other_account"
    message = _("Someone else is signed in here. This waits for its own account.")


class CsrfFailed(exceptions.PermissionDenied):
    default_code = "csrf_failed"


def person_of(request: Request) -> User:
    """Who asks, on a route that the table of rights keeps for people with an account."""
    assert isinstance(request.user, User)
    return request.user


class SessionAuthentication(authentication.SessionAuthentication):
    """Django's session, for items of the account that they were written in."""

    def authenticate(self, request: Request) -> tuple[User, None] | None:
        found = super().authenticate(request)
        waiting_for = request.headers.get("Aftercall-Account")
        if found and waiting_for and waiting_for != str(found[0].pk):
            raise OtherAccount
        return found

    def authenticate_header(self, request: Request) -> str:
        return "Session"  # without a challenge DRF would say 403 where 401 is meant

    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except exceptions.PermissionDenied as refused:
            raise CsrfFailed from refused


def signed_in_at(request: HttpRequest) -> datetime | None:
    """When this session began, by allauth's own records."""
    records = get_authentication_records(request, request.user)
    return datetime.fromtimestamp(records[0]["at"], UTC) if records else None


def signed_in_lately(request: HttpRequest, now: datetime) -> bool:
    """Whether the person showed in the last ten minutes who they are, here and by themselves.

    A session that was handed over by a QR code shows nothing of the kind.
    """
    records = get_authentication_records(request, request.user)
    shown = [record["at"] for record in records if record["method"] != BY_LINK]
    return bool(shown) and now.timestamp() - max(shown) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the schema names it."""

    target_class = SessionAuthentication
    name = "session"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}


class CsrfAlways(SessionAuthentication):
    """For writes by people who are not signed in yet: nobody is to be signed in unawares."""

    def authenticate(self, request: Request) -> tuple[User, None] | None:
        self.enforce_csrf(request)
        return super().authenticate(request)


class CsrfScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = CsrfAlways
    name = "csrf"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "apiKey", "in": "header", "name": "X-CSRFToken"}
