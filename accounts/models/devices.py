"""What a session runs on."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Device(models.Model):
    """One signed-in browser: somebody's own phone, or a computer that others use as well."""

    class Kind(models.TextChoices):
        OWN = "own", _("My own phone")
        SHARED = "shared", _("A shared computer")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="devices")
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=80)
    session_key = models.CharField(max_length=40, unique=True)
    signed_in_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
