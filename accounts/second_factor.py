"""Whether this session has shown a second factor (docs/decisions/0002)."""

from datetime import datetime

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from accounts.models import User
from accounts.models.people import SECOND_FACTOR_ROLES, RoleGrant

_SET_UP_HERE = "second_factor_set_up_at"


def is_required(person: User, *, now: datetime) -> bool:
    """People who can read cases or change people need one."""
    grants = RoleGrant.objects.at(now).filter(person=person, role__in=SECOND_FACTOR_ROLES)
    return grants.exists()


def is_set_up(person: User) -> bool:
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user=person, type__in=kinds).exists())


def is_satisfied(request: HttpRequest) -> bool:
    """Shown at sign-in, or set up in this very session."""
    records = get_authentication_records(request, request.user)
    shown = any(record.get("method") == "mfa" for record in records)
    return shown or _SET_UP_HERE in request.session


def remember_set_up(request: HttpRequest, at: datetime) -> None:
    request.session[_SET_UP_HERE] = at.isoformat()
