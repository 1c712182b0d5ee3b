"""What somebody is signed in on."""

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _


class Session(AbstractBaseSession):
    """Django's session, which here knows whose it is, so that it can be ended from elsewhere."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="sessions", null=True
    )

    @classmethod
    def get_session_store_class(cls) -> type:
        from accounts.sessions import SessionStore

        return SessionStore


class Device(models.Model):
    """One signed-in browser: somebody's own phone, or a computer that others use as well."""

    class Kind(models.TextChoices):
        OWN = "own", _("My own phone")
        SHARED = "shared", _("A shared computer")

    # The device makes its id, so the id alone says nothing about whose it is.
    pk = models.CompositePrimaryKey("person_id", "id")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="devices")
    id = models.UUIDField()
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=80)
    session_key = models.CharField(max_length=40, unique=True)
    signed_in_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
