"""Company sign-in: only for people on the roster; nobody is ever created."""

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest

from accounts import diaries
from accounts.events import SignInChanged
from accounts.models import User
from wellbeing.core.events import publish


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Whom the company vouches for, by number or else by address; then it is remembered."""
        known = sociallogin.is_existing
        person = sociallogin.user if known else person_vouched_for(sociallogin)
        if person is None or not person.is_active:
            raise PermissionDenied
        # What else the company said about the person is nothing to keep.
        sociallogin.account.extra_data = {}
        if known:
            sociallogin.account.save(update_fields=["extra_data"])
        else:
            _connect(sociallogin, person)


@transaction.atomic
def _connect(sociallogin: Any, person: User) -> None:
    diaries.reached(person)
    sociallogin.user = sociallogin.account.user = person
    sociallogin.account.save()
    publish(SignInChanged(person_id=str(person.pk), change="company_connected"))


def person_vouched_for(sociallogin: Any) -> User | None:
    """An active person whom no other account of the same company stands for already.

    An address that the company gives to somebody new must not open the old owner's entry.
    """
    person = _by_number(sociallogin) or _by_address(sociallogin)
    provider = sociallogin.account.provider
    taken = SocialAccount.objects.filter(user=person, provider=provider)
    return None if person is None or taken.exists() else person


def _by_number(sociallogin: Any) -> User | None:
    claim = sociallogin.provider.app.settings.get("number_claim")
    number = _said(sociallogin.account.extra_data, claim) if claim else ""
    return User.objects.filter(personnel_number__iexact=number).first() if number else None


def _by_address(sociallogin: Any) -> User | None:
    trusted = sociallogin.provider.app.settings.get("trust_addresses", False)
    for address in sociallogin.email_addresses:
        if address.email and (address.verified is True or trusted):
            return User.objects.filter(email__iexact=address.email).first()
    return None


def _said(data: dict[str, Any], claim: str) -> str:
    """OpenID Connect nests what it says in its two answers; SAML gives lists."""
    for part in (data.get("id_token"), data.get("userinfo"), data):
        value = part.get(claim) if isinstance(part, dict) else None
        if isinstance(value, list):
            value = value[0] if value else None
        if value:
            return str(value)
    return ""
