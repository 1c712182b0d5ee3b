"""Who would like something earlier, and the times that are kept for them for a moment."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from wellbeing.support.counselling.models.bookings import Booking


class Wait(models.Model):
    """A place in line for something earlier than this appointment, with the same counsellor."""

    booking = models.OneToOneField(Booking, models.CASCADE, primary_key=True, related_name="wait")
    asked_at = models.DateTimeField()


class KeptTimeQuerySet(models.QuerySet["KeptTime"]):
    def open(self) -> Self:
        return self.filter(ended_at=None)

    def run_out(self, now: datetime) -> Self:
        return self.open().filter(until__lte=now)


class KeptTime(models.Model):
    """A time that got free, kept for the first in line for a quarter of an hour."""

    booking = models.ForeignKey(
        Booking, models.CASCADE, related_name="kept_times"
    )  # to be moved to it
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    pause = models.PositiveSmallIntegerField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # taken, declined, or too late

    objects = KeptTimeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(name="offer_running", fields=["until"], condition=Q(ended_at=None))]
        constraints = [
            models.UniqueConstraint(
                name="one_offer_at_a_time", fields=["booking"], condition=Q(ended_at=None)
            ),
            models.UniqueConstraint(name="offered_once_to_each", fields=["booking", "starts_at"]),
            models.CheckConstraint(
                name="offer_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            ),
        ]
