"""Who waits for a time, and the times that are kept for them for a moment."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from wellbeing.support.counselling.models.bookings import Booking


class Wait(models.Model):
    """A place in line for something earlier than this appointment, with the same counsellor."""

    booking = models.OneToOneField(Booking, models.CASCADE, primary_key=True, related_name="wait")
    asked_at = models.DateTimeField()


class TimeWaitQuerySet(models.QuerySet["TimeWait"]):
    def standing(self, now: datetime) -> Self:
        return self.filter(until__gt=now)


class TimeWait(models.Model):
    """A place in the same line of somebody who found no time at all."""

    client = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    counsellor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )  # none: any
    asked_at = models.DateTimeField()
    until = models.DateTimeField()  # a time before this one, or none

    objects = TimeWaitQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(name="time_wait_over", fields=["until"])]
        constraints = [
            models.CheckConstraint(
                name="nobody_waits_for_themselves",
                condition=Q(counsellor=None) | ~Q(client=F("counsellor")),
            )
        ]


class KeptTimeQuerySet(models.QuerySet["KeptTime"]):
    def open(self) -> Self:
        return self.filter(ended_at=None)

    def run_out(self, now: datetime) -> Self:
        return self.open().filter(until__lte=now)

    def unbooked(self) -> Self:
        """For those who wait without an appointment."""
        return self.filter(booking=None)


class KeptTime(models.Model):
    """A time that got free, kept for the first in line for a quarter of an hour."""

    client = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    counsellor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    booking = models.ForeignKey(
        Booking, models.CASCADE, null=True, related_name="kept_times"
    )  # to be moved to it; none: to be booked
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    pause = models.PositiveSmallIntegerField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # taken, declined, or too late

    objects = KeptTimeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(name="offer_running", fields=["until"], condition=Q(ended_at=None)),
            models.Index(name="offers_of_client", fields=["client", "starts_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_offer_at_a_time", fields=["booking"], condition=Q(ended_at=None)
            ),
            models.UniqueConstraint(
                name="one_offer_without_booking",
                fields=["client"],
                condition=Q(ended_at=None, booking=None),
            ),
            models.UniqueConstraint(name="offered_once_to_each", fields=["booking", "starts_at"]),
            models.UniqueConstraint(
                name="offered_once_to_each_unbooked",
                fields=["client", "counsellor", "starts_at"],
                condition=Q(booking=None),
            ),
            models.CheckConstraint(
                name="offer_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            ),
        ]
