"""How access ends: on one device, everywhere, or for good."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID, uuid4

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from accounts.events import AccessEnded
from accounts.models import Device, Invitation, RoleGrant, Session, SignInLink, User
from accounts.models.people import RoleGrantQuerySet
from wellbeing.core import chain
from wellbeing.core.events import publish


@transaction.atomic
def end_session(person_id: UUID, session_key: str) -> None:
    """Sign one browser out; its open socket closes at once."""
    Session.objects.filter(person=person_id, session_key=session_key).delete()
    Device.objects.filter(person=person_id, session_key=session_key).delete()
    publish(AccessEnded(person_id=str(person_id)))


@transaction.atomic
def end_sessions(person_id: UUID, *, but: str | None = None) -> None:
    """Sign a person out everywhere, or everywhere but in one session."""
    _forget_sessions([person_id], but)
    publish(AccessEnded(person_id=str(person_id)))


@transaction.atomic
def start_afresh(people: Collection[UUID]) -> None:
    """Whoever comes in next is alone there: every older way in is closed, and the diary is empty.

    The older moods stay under a diary whose id is gone, until they expire; nobody can open them.
    Talks from before, and reports of talks, are kept from them as well.
    """
    _forget_sessions(people)
    Authenticator.objects.filter(user__in=people).delete()
    SocialAccount.objects.filter(user__in=people).delete()
    EmailAddress.objects.filter(user__in=people).delete()  # allauth's own copies
    anew = {"alone_since": timezone.now(), "password": make_password(None)}
    fresh = [User(pk=one, diary=uuid4(), **anew) for one in people]
    User.objects.bulk_update(fresh, ["diary", *anew], batch_size=500)
    chain.unname(chain.about(*people))  # the log of what they told before is nobody's to read
    for person_id in people:
        publish(AccessEnded(person_id=str(person_id)))


@transaction.atomic
def leave(people: Collection[UUID], *, now: datetime) -> None:
    """These people have left: no session, no link, no role, and no way to sign in again.

    A number that comes back opens nothing old: not the sign-in, and not the diary.
    """
    start_afresh(people)
    Invitation.objects.filter(person__in=people).delete()
    # The address may belong to somebody else tomorrow.
    User.objects.filter(pk__in=people).update(is_active=False, email="")
    close_grants(RoleGrant.objects.filter(person__in=people), now=now)


def close_grants(grants: RoleGrantQuerySet, *, now: datetime) -> None:
    """End these roles; what would have begun later never begins."""
    grants.filter(starts_at__gte=now).delete()
    grants.at(now).update(until=now)


def _forget_sessions(people: Collection[UUID], but: str | None = None) -> None:
    Session.objects.filter(person__in=people).exclude(session_key=but).delete()
    Device.objects.filter(person__in=people).exclude(session_key=but).delete()
    SignInLink.objects.filter(owner__in=people).delete()
