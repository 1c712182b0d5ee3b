"""Links that sign somebody in once: only a hash of what they carry is stored."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q


class SignInLinkQuerySet(models.QuerySet["SignInLink"]):
    def open(self, now: datetime) -> Self:
        """Still of use: in time, not used, and not given up after wrong numbers."""
        return self.filter(
            expires_at__gt=now, used_at=None, wrong_numbers__lt=SignInLink.WRONG_NUMBERS
        )


class SignInLink(models.Model):
    """From a signed-in desktop to a phone: shown as a QR code, bound to the first phone."""

    WRONG_NUMBERS = 3

    pk = models.CompositePrimaryKey("owner_id", "id")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    id = models.UUIDField()
    secret_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    claim_id = models.UUIDField(null=True)
    number = models.CharField(max_length=2, blank=True)
    phone = models.CharField(max_length=80, blank=True)
    wrong_numbers = models.PositiveSmallIntegerField(default=0)
    approved_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    objects = SignInLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="sign_in_link_is_claimed_before_it_is_approved",
                condition=Q(approved_at=None) | Q(claim_id__isnull=False),
            ),
            models.CheckConstraint(
                name="sign_in_link_is_approved_before_it_is_used",
                condition=Q(used_at=None) | Q(approved_at__isnull=False),
            ),
        ]


class Invitation(models.Model):
    """The first sign-in of somebody who has no password and no passkey yet."""

    pk = models.CompositePrimaryKey("invited_by_id", "id")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    id = models.UUIDField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="invitations")
    roster_import_id = models.UUIDField(null=True)
    secret_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
