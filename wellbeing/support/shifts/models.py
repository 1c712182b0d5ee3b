"""Who says that they are there to be asked."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from wellbeing.support.shifts.rules import LONGEST, ROLES


class ShiftQuerySet(models.QuerySet["Shift"]):
    def at(self, now: datetime) -> Self:
        return self.filter(starts_at__lte=now, until__gt=now)


class Shift(models.Model):
    """One person is there in one role until a time they chose; nothing of earlier shifts is kept.

    One row for each role, so a shift is moved and never stands twice.
    """

    pk = models.CompositePrimaryKey("person_id", "role")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="shifts")
    role = models.CharField(max_length=16)
    starts_at = models.DateTimeField()
    until = models.DateTimeField()

    objects = ShiftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="shift_is_in_a_helping_role", condition=Q(role__in=ROLES)),
            models.CheckConstraint(
                name="shift_ends_after_it_starts", condition=Q(until__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="shift_lasts_at_most_twelve_hours",
                condition=Q(until__lte=F("starts_at") + LONGEST),
            ),
        ]
