"""The first sign-in by a link that an administrator hands over."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Invitation, RosterImport, User
from accounts.models.people import Role
from accounts.one_time import hashed, secret_of
from wellbeing.core import audit
from wellbeing.core.errors import DomainError, NotFound

LIFE = timedelta(days=14)


class CanSignInAlready(DomainError):
    code = "can_sign_in_already"
    message = _("This person has a way to sign in already.")


def newcomers() -> QuerySet[User]:
    """Active people who have neither a password nor a passkey nor another factor."""
    own = Authenticator.objects.filter(user=OuterRef("pk"))
    no_password = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return User.objects.filter(~Exists(own), no_password, is_active=True)


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


def person_invited(*, id: UUID, secret: str, now: datetime) -> User:
    """Whom a link lets in; once they have a password or a passkey, nobody. Raises NotFound."""
    valid = Invitation.objects.filter(id=id, secret_hash=hashed(secret), expires_at__gt=now)
    person = newcomers().filter(invitations__in=valid).first()
    if person is None:
        raise NotFound
    return person
