"""Appointments, the quarters of an hour that they take, and what is due about them."""

import uuid
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from wellbeing.core.models import DataKey
from wellbeing.support.counselling.rules import NEWS_SHOWN, UPCOMING


class BookingQuerySet(models.QuerySet["Booking"]):
    def standing(self) -> Self:
        return self.filter(cancelled_at=None)

    def upcoming(self, now: datetime) -> Self:
        return self.standing().filter(ends_at__gt=now)

    def worth_showing(self, now: datetime) -> Self:
        """And what somebody else cancelled, for a day at least and until it would have been."""
        recent = Q(changed_at__gt=now - NEWS_SHOWN) | Q(ends_at__gt=now)
        return self.filter(Q(cancelled_at=None) | (recent & ~Q(news="")))

    def seen_by_counsellor(self, now: datetime) -> Self:
        """And for a day what was cancelled, so that whoever is told finds out what happened."""
        return self.filter(Q(cancelled_at=None) | Q(cancelled_at__gt=now - NEWS_SHOWN))


class Booking(models.Model):
    """A time with a counsellor. Who it is with stays between the two of them."""

    # Made here, for calendars and the counsellor; the client's device names its own rows by `id`.
    ref = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="bookings")
    id = models.UUIDField()
    counsellor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="appointments"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    pause = models.PositiveSmallIntegerField()
    # Which of the few that one person may have ahead of them; none once it is over or cancelled.
    seat = models.PositiveSmallIntegerField(null=True)
    alias = models.CharField(max_length=40, blank=True)  # none: under the client's own name
    topic = models.BinaryField(null=True)
    key = models.ForeignKey(DataKey, models.SET_NULL, null=True, related_name="+")
    reminders = models.JSONField(default=list)
    by_mail = models.BooleanField(default=False)
    sequence = models.PositiveSmallIntegerField(default=0)  # of the calendar file: a move raises it
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    # What happened that was not the client's own doing, until they put it away.
    news = models.CharField(max_length=24, blank=True)
    was_at = models.DateTimeField(null=True)  # before it was moved by the link

    objects = BookingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(name="booking_of_counsellor", fields=["counsellor", "starts_at"]),
            models.Index(name="booking_over", fields=["ends_at"]),
        ]
        constraints = [
            models.UniqueConstraint(name="booking_named_by_its_device", fields=["client", "id"]),
            models.UniqueConstraint(name="few_bookings_ahead", fields=["client", "seat"]),
            models.CheckConstraint(
                name="no_seat_beyond_those", condition=Q(seat=None) | Q(seat__range=(1, UPCOMING))
            ),
            models.CheckConstraint(
                name="booking_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="nobody_counsels_themselves", condition=~Q(client=F("counsellor"))
            ),
        ]

    @property
    def free_again_at(self) -> datetime:
        return self.ends_at + timedelta(minutes=self.pause)

    def state(self, now: datetime) -> str:
        if self.cancelled_at:
            return "cancelled"
        return "over" if self.ends_at <= now else "booked"


STATES = ("booked", "cancelled", "over")
CANCELLED_BY_COUNSELLOR, CANCELLED_BY_LINK = "cancelled_by_counsellor", "cancelled_by_link"
MOVED_BY_LINK, COUNSELLOR_GONE = "moved_by_link", "counsellor_gone"
NEWS = ("", CANCELLED_BY_COUNSELLOR, CANCELLED_BY_LINK, MOVED_BY_LINK, COUNSELLOR_GONE)


class BookedQuarter(models.Model):
    """A quarter of an hour of one person, taken by an appointment or kept for one.

    The database refuses a second row, so nobody can be in two places, whatever else runs at once.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    booking = models.ForeignKey(Booking, models.CASCADE, null=True, related_name="quarters")
    kept_time = models.ForeignKey("KeptTime", models.CASCADE, null=True, related_name="quarters")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_quarter_is_taken_once", fields=["person", "at"]),
            models.CheckConstraint(
                name="a_quarter_is_booked_or_kept",
                condition=Q(booking__isnull=False, kept_time=None)
                | Q(booking=None, kept_time__isnull=False),
            ),
        ]


class Reminder(models.Model):
    """That the client wants to be reminded at this moment; done once, and gone with a move."""

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="due_reminders")
    kind = models.CharField(max_length=8)
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(name="reminder_waiting", fields=["due_at"], condition=Q(done_at=None))
        ]
        constraints = [
            models.UniqueConstraint(name="reminded_once", fields=["booking", "kind"]),
        ]


class Note(models.Model):
    """What the counsellor wrote for themselves, sealed with a key of their own."""

    booking = models.OneToOneField(
        Booking, models.CASCADE, primary_key=True, related_name="note"
    )  # to which the seal is bound, and with which it goes
    sealed = models.BinaryField()
