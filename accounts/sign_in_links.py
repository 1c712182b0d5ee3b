"""From a signed-in desktop to a phone by QR code.

Whoever photographs the code can claim it, so the first phone is bound, and the person compares
the number on their own phone with the one on the desktop before anything is handed over.
"""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.models import SignInLink, User
from accounts.models.links import SignInLinkQuerySet
from accounts.one_time import hashed, secret_of
from wellbeing.core.errors import DomainError, NotFound

LIFE = timedelta(minutes=2)
KEPT = timedelta(days=1)


class WrongNumber(DomainError):
    code = "wrong_number"
    message = _("This is not the number on the phone. Compare them once more.")


class LinkEnded(DomainError):
    code = "link_ended"
    message = _("This code is no longer valid. Show a new one.")


def offer_link(owner: User, *, id: UUID, now: datetime) -> tuple[SignInLink, bool]:
    """A code for the desktop to show; the second value says whether it is new."""
    link = SignInLink.objects.filter(owner=owner, id=id).first()
    if link:
        return link, False
    secret = secret_of("sign-in-link", owner_id=owner.pk, id=id, created_at=now)
    try:
        with transaction.atomic():
            fresh = {"secret_hash": hashed(secret), "created_at": now, "expires_at": now + LIFE}
            return SignInLink.objects.create(owner=owner, id=id, **fresh), True
    except IntegrityError:  # a repeat overtook us
        return SignInLink.objects.get(owner=owner, id=id), False


def secret_for(link: SignInLink) -> str:
    return secret_of("sign-in-link", owner_id=link.owner_id, id=link.id, created_at=link.created_at)


def state_of(link: SignInLink, now: datetime) -> str:
    if link.used_at:
        return "used"
    if link.expires_at <= now or link.wrong_numbers >= SignInLink.WRONG_NUMBERS:
        return "expired"
    if link.approved_at:
        return "approved"
    return "claimed" if link.claim_id else "waiting"


def claim_link(*, claim_id: UUID, secret: str, phone: str, now: datetime) -> SignInLink:
    """Bind the first phone that asks; the same phone may ask again. Raises NotFound for others."""
    found = SignInLink.objects.open(now).filter(secret_hash=hashed(secret))
    # One UPDATE decides between two phones.
    number = str(10 + secrets.randbelow(90))
    found.filter(claim_id=None).update(claim_id=claim_id, number=number, phone=phone)
    link = found.filter(claim_id=claim_id).select_related("owner").first()
    if link is None or not link.owner.is_active:
        raise NotFound
    return link


def approve_link(owner: User, *, id: UUID, number: str, now: datetime) -> SignInLink:
    """Let the claimed phone in. Raises WrongNumber, LinkEnded, and NotFound for another's link."""
    link = SignInLink.objects.filter(owner=owner, id=id)
    claimed = link.open(now).filter(claim_id__isnull=False)
    if not claimed.filter(number=number, approved_at=None).update(approved_at=now):
        _explain(link, claimed, number)
    return link.get()


def _explain(link: SignInLinkQuerySet, claimed: SignInLinkQuerySet, number: str) -> None:
    if not link.exists():
        raise NotFound
    if claimed.filter(number=number).exists():
        return  # approved already
    if not claimed.filter(approved_at=None).update(wrong_numbers=F("wrong_numbers") + 1):
        raise LinkEnded
    raise WrongNumber


def use_link(link: SignInLink, *, now: datetime) -> bool:
    """Whether this is the one moment in which the approved phone is signed in."""
    approved = SignInLink.objects.open(now).filter(owner=link.owner_id, id=link.id)
    approved = approved.filter(claim_id=link.claim_id, approved_at__isnull=False)
    return bool(approved.update(used_at=now))
