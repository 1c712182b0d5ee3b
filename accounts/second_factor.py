"""Whether this session has shown a second factor (docs/decisions/0002)."""

from datetime import datetime

from allauth.account.authentication import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
)
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from accounts.models import User
from accounts.models.people import SECOND_FACTOR_ROLES, RoleGrant

# Recovery codes stand in for one of these; they are not one by themselves.
_KINDS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
_SET_UP_HERE = "second_factor_set_up_at"


def is_required(person: User, *, now: datetime) -> bool:
    """People who can read cases or change people need one."""
    grants = RoleGrant.objects.at(now).filter(person=person, role__in=SECOND_FACTOR_ROLES)
    return grants.exists()


def is_set_up(person: User) -> bool:
    return bool(Authenticator.objects.filter(user=person, type__in=_KINDS).exists())


def is_satisfied(request: HttpRequest) -> bool:
    """Shown at sign-in, or set up in this very session."""
    records = get_authentication_records(request, request.user)
    shown = any(record.get("method") == "mfa" for record in records)
    return shown or _SET_UP_HERE in request.session


def is_missing(request: HttpRequest) -> bool:
    """Whether there is one that this session has not shown."""
    assert isinstance(request.user, User)
    return is_set_up(request.user) and not is_satisfied(request)


def remember_set_up(request: HttpRequest, added: Authenticator, at: datetime) -> None:
    """The first one counts as shown; a later one only in a session that showed one before.

    Else a stolen password could put a factor of its own beside the one that is there.
    """
    others = Authenticator.objects.filter(user=added.user_id, type__in=_KINDS).exclude(pk=added.pk)
    if added.type in _KINDS and (is_satisfied(request) or not others.exists()):
        request.session[_SET_UP_HERE] = at.isoformat()


def forget_removed(request: HttpRequest) -> None:
    """With the last one gone, this session has shown none either."""
    assert isinstance(request.user, User)
    if is_set_up(request.user):
        return
    request.session.pop(_SET_UP_HERE, None)
    records = get_authentication_records(request, request.user)
    kept = [record for record in records if record["method"] != "mfa"]
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = kept
