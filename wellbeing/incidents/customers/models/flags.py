"""What the customer system (CRM) of the house is told, one word after the other."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from wellbeing.incidents.customers.models.actions import Action
from wellbeing.incidents.customers.rules.flags import OUTCOMES, WAITING


class FlagNoticeQuerySet(models.QuerySet["FlagNotice"]):
    def due(self, now: datetime) -> Self:
        """One of an action at a time: what came later waits for what came before."""
        earlier = FlagNotice.objects.filter(
            action=OuterRef("action"), number__lt=OuterRef("number"), outcome=WAITING
        )
        return self.filter(outcome=WAITING, try_at__lte=now).exclude(Exists(earlier))


class FlagNotice(models.Model):
    """That a customer is flagged from that moment on, or is no more. Whom it is about is read from
    the case when it is sent, and kept nowhere.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)  # of the message
    action = models.ForeignKey(Action, models.CASCADE, related_name="flag_notices")
    number = models.PositiveSmallIntegerField()
    flagged = models.BooleanField()
    at = models.DateTimeField()
    try_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=16, default=WAITING)

    objects = FlagNoticeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                name="flag_notice_waiting", fields=["try_at"], condition=Q(outcome=WAITING)
            )
        ]
        constraints = [
            models.UniqueConstraint(name="flag_notices_in_order", fields=["action", "number"]),
            models.CheckConstraint(
                name="flag_notice_outcome_is_known", condition=Q(outcome__in=OUTCOMES)
            ),
        ]
