"""What allauth must know about this house: nobody signs up, the roster decides."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from accounts import diaries, sealing, waiting
from accounts.authentication import signed_in_lately
from accounts.events import PasswordResetRequested, SignInChanged
from accounts.models import User
from wellbeing.core.events import publish

# allauth's mails about a change, and ours; what is missing here is not told.
_CHANGES = {
    "account/email/password_changed": "password_changed",
    "account/email/password_reset": "password_changed",
    "account/email/password_set": "password_set",
    "mfa/email/totp_activated": "factor_added",
    "mfa/email/webauthn_added": "factor_added",
    "mfa/email/recovery_codes_generated": "factor_added",
    "mfa/email/totp_deactivated": "factor_removed",
    "mfa/email/webauthn_removed": "factor_removed",
}

FACTORS = "second factors"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Somebody who has left is refused with the same words as a wrong password."""
        user: User | None = super().authenticate(request, **credentials)
        return user if user and user.is_active else None

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            key = self._get_login_attempts_cache_key(request, **credentials)
            waiting.remember_wait(request, action="login_failed", key=key)
            raise

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """The name alone: with the host in it, as allauth has it, each port is a fresh count."""
        login: str = credentials.get("email") or credentials.get("username") or ""
        return login.lower()

    @transaction.atomic
    def set_password(self, user: User, password: str) -> None:
        if self.request.user != user:  # not from within, but by a letter
            diaries.reached(user)
        user.set_password(password)
        user.save(update_fields=["password"])  # nobody who just left is brought back

    def get_client_ip(self, request: HttpRequest) -> str:
        try:
            return str(super().get_client_ip(request))
        except ImproperlyConfigured:  # somebody walked around one of the proxies
            return str(request.META["REMOTE_ADDR"])

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """A sign-in of the last ten minutes is as good as asking again."""
        return not signed_in_lately(self.request, timezone.now())

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Sent by the worker, so that the answer takes as long for an unknown address."""
        with transaction.atomic():
            publish(PasswordResetRequested(person_id=str(user.pk)))

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        if change := _CHANGES.get(template_prefix):
            with transaction.atomic():
                publish(SignInChanged(person_id=str(user.pk), change=change))

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The app has its own words."""


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    def get_totp_issuer(self) -> str:
        return "Aftercall"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Aftercall"}

    def encrypt(self, text: str) -> str:
        return sealing.seal(text, purpose=FACTORS)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.open_sealed(encrypted_text, purpose=FACTORS)
