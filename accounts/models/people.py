"""People, and what they may do where and when."""

import uuid
import zoneinfo
from datetime import UTC, datetime
from functools import cache
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.units import Unit

ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)


@cache
def _time_zones() -> set[str]:
    return zoneinfo.available_timezones()  # walks through the whole tz database


def valid_time_zone(name: str) -> None:
    if name not in _time_zones():
        raise ValidationError(_("This is not a time zone, such as Europe/Warsaw."))


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(personnel_number__iexact=username)

    def create_user(
        self, personnel_number: str, password: str | None = None, **more: Any
    ) -> "User":
        user = self.model(personnel_number=personnel_number, **more)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody on the roster."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    personnel_number = models.CharField(max_length=64)
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=8, choices=settings.LANGUAGES, default="en")
    time_zone = models.CharField(max_length=64, default="UTC", validators=[valid_time_zone])
    country = models.CharField(max_length=2, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="people")
    # The diary that moods are kept under (core/subjects.py). It starts afresh whenever somebody
    # comes in by a way that an administrator opened: nobody can sign in to another's moods.
    diary = models.UUIDField(default=uuid.uuid4, editable=False)
    # Since when nobody else was here: what was told before is not theirs to read either.
    alone_since = models.DateTimeField(default=ALWAYS, editable=False)
    # An administrator changed how this person is found: a way in by that is not theirs alone.
    found_anew = models.BooleanField(default=False, editable=False)
    is_active = models.BooleanField(default=True)
    last_login = None  # a moment of signing in would stand beside the moment of a check-in
    joined_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "personnel_number"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("personnel_number"), name="personnel_numbers_differ"),
            models.UniqueConstraint(
                Lower("email"), name="email_addresses_differ", condition=~Q(email="")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    # Django's admin asks these; roles answer (accounts/admin_site.py lets only administrators in).
    @property
    def is_staff(self) -> bool:
        return holds(self, Role.ADMINISTRATOR, now=timezone.now())

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return self.is_active and self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.is_staff


class Role(models.TextChoices):
    AGENT = "agent", _("Agent")
    PEER = "peer", _("Peer supporter")
    COUNSELLOR = "counsellor", _("Counsellor")
    SUPERVISOR = "supervisor", _("Supervisor")
    CASE_HANDLER = "case_handler", _("Case handler")
    MANAGER = "manager", _("Manager")
    ADMINISTRATOR = "administrator", _("Administrator")


# Those who see people or cases (docs/decisions/0002).
SECOND_FACTOR_ROLES = frozenset({Role.ADMINISTRATOR, Role.CASE_HANDLER, Role.COUNSELLOR})
# Those who decide about people's work: an agent's own words are kept from whoever leads them.
LEADING_ROLES = frozenset({Role.SUPERVISOR, Role.MANAGER})


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def at(self, now: datetime) -> Self:
        return self.filter(Q(until=None) | Q(until__gt=now), starts_at__lte=now)


class RoleGrant(models.Model):
    """One role of one person in one part of the organisation, for a time."""

    person = models.ForeignKey(User, models.CASCADE, related_name="role_grants")
    role = models.CharField(max_length=16, choices=Role)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="role_grants")
    starts_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="role_ends_after_it_starts",
                condition=Q(until=None) | Q(until__gt=F("starts_at")),
            ),
            models.UniqueConstraint(
                name="one_open_grant_per_role_and_unit",
                fields=["person", "role", "unit"],
                condition=Q(until=None),
            ),
        ]


def holds(person: User, role: Role, *, now: datetime) -> bool:
    """Whether an active person has this role anywhere at this moment."""
    return person.is_active and RoleGrant.objects.at(now).filter(person=person, role=role).exists()
