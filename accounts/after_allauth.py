"""What follows in this house when allauth or Django has signed out, set or added something."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_out
from django.http import HttpRequest
from django.utils import timezone

from accounts import second_factor
from accounts.access import end_session, end_sessions
from accounts.models import User


def listen() -> None:
    user_logged_out.connect(signed_out, dispatch_uid="accounts")
    mfa.authenticator_added.connect(factor_added, dispatch_uid="accounts")
    mfa.authenticator_removed.connect(factor_removed, dispatch_uid="accounts")
    for changed in (account.password_changed, account.password_set, account.password_reset):
        changed.connect(password_changed, dispatch_uid="accounts")


def signed_out(request: HttpRequest, user: User | None, **more: Any) -> None:
    """The device's row and its socket end with the session."""
    if user and request.session.session_key:
        end_session(user.pk, request.session.session_key)


def password_changed(request: HttpRequest, user: User, **more: Any) -> None:
    """Whoever knew the old one is out, everywhere but here."""
    here = request.session.session_key if request.user == user else None
    end_sessions(user.pk, but=here)


def factor_added(request: HttpRequest, authenticator: Authenticator, **more: Any) -> None:
    second_factor.remember_set_up(request, authenticator, timezone.now())


def factor_removed(request: HttpRequest, **more: Any) -> None:
    second_factor.forget_removed(request)
