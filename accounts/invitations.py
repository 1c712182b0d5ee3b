"""The first sign-in by a link that an administrator hands over."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import Invitation, RosterImport, User
from accounts.models.people import Role
from accounts.one_time import hashed, secret_of
from accounts.selectors import roles_beyond
from wellbeing.core import audit
from wellbeing.core.errors import DomainError, NotFound

LIFE = timedelta(days=14)


class CanSignInAlready(DomainError):
    code = "can_sign_in_already"
    message = _("This person has a way to sign in already.")


def newcomers() -> QuerySet[User]:
    """Active people who have no way in yet: no password, no passkey, no company account."""
    own = Authenticator.objects.filter(user=OuterRef("pk"))
    no_password = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    company = SocialAccount.objects.filter(user=OuterRef("pk"))
    return User.objects.filter(~Exists(own), ~Exists(company), no_password, is_active=True)


@transaction.atomic
def invite(inviter: User, *, id: UUID, person: User, now: datetime) -> tuple[Invitation, bool]:
    """A link for the first sign-in; it ends the older ones. Raises CanSignInAlready."""
    if not newcomers().filter(pk=person.pk).exists():
        raise CanSignInAlready
    known = Invitation.objects.filter(invited_by=inviter, id=id)
    if invitation := known.filter(person=person).first():
        return invitation, False
    known.delete()
    Invitation.objects.filter(person=person).delete()
    invitation = _invitation(inviter, id=id, person_id=person.pk, now=now)
    invitation.save(force_insert=True)
    audit.record(
        "invited", actor_id=inviter.pk, role=Role.ADMINISTRATOR, person_id=person.pk, now=now
    )
    return invitation, True


def invite_all(roster: RosterImport, people: Iterable[UUID], *, now: datetime) -> None:
    """A link for everybody who is new in a file, to be handed over as a list."""
    inviter = roster.imported_by
    Invitation.objects.bulk_create(
        _invitation(
            inviter, id=uuid5(roster.id, str(one)), person_id=one, now=now, roster_id=roster.id
        )
        for one in people
    )


def _invitation(
    inviter: User, *, id: UUID, person_id: UUID, now: datetime, roster_id: UUID | None = None
) -> Invitation:
    secret = secret_of("invitation", owner_id=inviter.pk, id=id, created_at=now)
    return Invitation(
        invited_by=inviter,
        id=id,
        person_id=person_id,
        roster_import_id=roster_id,
        secret_hash=hashed(secret),
        created_at=now,
        expires_at=now + LIFE,
    )


def url_of(invitation: Invitation) -> str:
    secret = secret_of(
        "invitation",
        owner_id=invitation.invited_by_id,
        id=invitation.id,
        created_at=invitation.created_at,
    )
    return f"{settings.ORIGIN}/#/welcome/{invitation.id}.{secret}"


@transaction.atomic
def accept(*, id: UUID, secret: str, now: datetime) -> User:
    """Use a link up and let its person in, to an empty diary. Raises NotFound.

    Whoever came by an earlier link is out: it may have been the one who handed it over.
    """
    valid = Invitation.objects.filter(id=id, secret_hash=hashed(secret), expires_at__gt=now)
    invitation = valid.select_related("invited_by").first()
    if invitation is None or not _still_theirs(invitation, now):
        raise NotFound
    person = newcomers().select_for_update(of=["self"]).filter(pk=invitation.person_id).first()
    # One DELETE decides between two who come at once.
    if person is None or not valid.delete()[0]:
        raise NotFound
    access.start_afresh([person.pk])
    person.refresh_from_db()
    return person


def _still_theirs(invitation: Invitation, now: datetime) -> bool:
    """Whoever got a role since then that reaches further is no longer the inviter's to let in."""
    beyond = roles_beyond(invitation.invited_by, now=now)
    return not beyond.filter(person=invitation.person_id).exists()
