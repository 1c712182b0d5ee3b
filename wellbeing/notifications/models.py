"""Which phones may be told, and what is on its way to them."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q

from accounts.models import Device, Session
from wellbeing.core.models import DataKey
from wellbeing.notifications.browser import Browser


class PushSubscriptionQuerySet(models.QuerySet["PushSubscription"]):
    def live(self, now: datetime) -> Self:
        """Of phones that are signed in: however a session ended, nothing is sent there any more."""
        sessions = Session.objects.filter(expire_date__gt=now).values("session_key")
        phone = Device.objects.filter(
            person=OuterRef("person"),
            id=OuterRef("device"),
            kind=Device.Kind.OWN,
            session_key__in=sessions,
        )
        return self.filter(Exists(phone), person__is_active=True)

    def forget_ended(self, now: datetime) -> None:
        self.exclude(pk__in=self.model.objects.live(now).values("pk")).delete()


class PushSubscription(models.Model):
    """A phone whose owner wants to be told while the app is closed.

    Address and keys are sealed: they say by whose service somebody can be reached.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="push_subscriptions"
    )
    device = models.UUIDField()
    sealed = models.TextField()
    endpoint_hash = models.CharField(max_length=64, unique=True)  # a browser is one person's
    made_on = models.DateTimeField()  # the day alone, as with devices

    objects = PushSubscriptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_push_subscription_a_phone", fields=["person", "device"]
            )
        ]

    def browser(self) -> Browser | None:
        return Browser.opened(self.sealed)


class OutgoingPushQuerySet(models.QuerySet["OutgoingPush"]):
    def due(self, now: datetime) -> Self:
        return self.filter(sent_at=None, try_at__lte=now, stale_at__gt=now)

    def forget_stale(self, now: datetime) -> None:
        self.filter(stale_at__lte=now).delete()


class OutgoingPush(models.Model):
    """That one phone is to be told once; gone as soon as it would come too late."""

    subscription = models.ForeignKey(PushSubscription, models.CASCADE, related_name="outgoing")
    key = models.CharField(max_length=80)  # of what happened: a repeat finds it here
    topic = models.CharField(max_length=40)
    try_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    stale_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    objects = OutgoingPushQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(name="push_waiting", fields=["try_at"], condition=Q(sent_at=None)),
            models.Index(name="push_stale", fields=["stale_at"]),
        ]
        constraints = [
            models.UniqueConstraint(name="told_once_on_each_phone", fields=["subscription", "key"]),
            models.CheckConstraint(
                name="push_is_tried_before_it_is_stale",
                condition=Q(try_at__lt=F("stale_at")),
            ),
        ]


class MailWish(models.Model):
    """That a person wants to be told by mail as well."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    asked_on = models.DateField()


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def due(self, now: datetime) -> Self:
        return self.filter(sent_at=None, try_at__lte=now, stale_at__gt=now)

    def forget(self) -> None:
        self.drop_files()
        self.delete()

    @transaction.atomic
    def drop_files(self) -> None:
        keys = list(self.exclude(sealed_by=None).values_list("sealed_by", flat=True))
        if keys:
            self.update(calendar=None, sealed_by=None)
            DataKey.objects.filter(pk__in=keys).delete()

    def forget_stale(self, now: datetime) -> None:
        self.filter(stale_at__lte=now).forget()


class OutgoingMail(models.Model):
    """That one person is to be written to once; gone as soon as it would come too late."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)  # of what happened: a repeat finds it here
    words = models.CharField(max_length=40)  # which of our few texts
    # A file for the calendar, sealed: it holds a link. Dropped with its key once it is sent.
    calendar = models.BinaryField(null=True)
    sealed_by = models.ForeignKey(DataKey, models.SET_NULL, null=True, related_name="+")
    try_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    stale_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(name="mail_waiting", fields=["try_at"], condition=Q(sent_at=None)),
            models.Index(name="mail_stale", fields=["stale_at"]),
        ]
        constraints = [
            models.UniqueConstraint(name="written_to_once", fields=["person", "key"]),
            models.CheckConstraint(
                name="mail_is_tried_before_it_is_stale", condition=Q(try_at__lt=F("stale_at"))
            ),
        ]
