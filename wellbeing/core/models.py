"""Rows that belong to no feature: what happened, and who looked."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class OutboxQuerySet(models.QuerySet["OutboxEvent"]):
    def due(self, now: datetime) -> Self:
        return self.filter(done_at=None, try_at__lte=now)


class OutboxEvent(models.Model):
    """A fact stored with the act it tells of, until everything that follows from it has run."""

    name = models.CharField(max_length=100)
    payload = models.JSONField()
    published_at = models.DateTimeField()
    try_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(name="outbox_waiting", fields=["try_at"], condition=Q(done_at=None)),
            models.Index(
                name="outbox_done", fields=["done_at"], condition=Q(done_at__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="outbox_event_done_after_it_was_published",
                condition=Q(done_at=None) | Q(done_at__gte=F("published_at")),
            )
        ]


class AuditEntry(models.Model):
    """Who opened or changed what about whom; written in the same transaction, never changed."""

    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    role = models.CharField(max_length=32)
    act = models.CharField(max_length=64)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="audit_entries", null=True
    )
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(name="audit_of_person", fields=["person", "-at"])]
        verbose_name_plural = "audit entries"
