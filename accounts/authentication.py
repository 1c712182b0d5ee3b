"""Who is asking."""

from django.utils.translation import gettext_lazy as _
from rest_framework import authentication, exceptions
from rest_framework.request import Request

from accounts.models import User
from wellbeing.core.errors import DomainError


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
