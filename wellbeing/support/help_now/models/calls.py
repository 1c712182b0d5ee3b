"""Calls for help, and who was told of each: they alone may read it."""

import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import Unit, User
from wellbeing.support.help_now.rules import ENDS, UNANSWERED, Rung


class HelpCallQuerySet(models.QuerySet["HelpCall"]):
    def open(self) -> Self:
        return self.filter(ended_at=None)

    def due(self, now: datetime) -> Self:
        """Nobody said in time that they come."""
        return self.open().filter(climbs_at__lte=now)

    def waiting(self, now: datetime) -> Self:
        """Those who were told have time left to answer."""
        return self.open().filter(coming_at=None, unanswered_at=None, climbs_at__gt=now)


class HelpCall(models.Model):
    """One press of the button, or one drill, and how far it has come.

    The unit is no constraint of the database: whoever deletes a unit is not to learn from it that
    somebody there called for help.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    caller = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="help_calls")
    press = models.UUIDField()  # the device's own name for it
    unit = models.ForeignKey(Unit, models.DO_NOTHING, related_name="+", db_constraint=False)
    unit_name = models.CharField(max_length=120)
    drill = models.BooleanField(default=False)
    pressed_at = models.DateTimeField()
    ladder = models.JSONField()  # as it stood then: nobody changes it under a call
    rung = models.PositiveSmallIntegerField(default=0)  # how many were taken
    climbs_at = models.DateTimeField(null=True)  # empty while somebody comes, and when it is over
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    coming_at = models.DateTimeField(null=True)
    coming_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    there_at = models.DateTimeField(null=True)
    asked_again = models.PositiveSmallIntegerField(default=0)  # who came could not, so often
    unanswered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=12, default="", blank=True)

    objects = HelpCallQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(name="help_call_due", fields=["climbs_at"], condition=Q(ended_at=None)),
            models.Index(name="help_call_ended", fields=["ended_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="help_call_is_named_once_by_its_device", fields=["caller", "press"]
            ),
            models.UniqueConstraint(
                name="one_open_help_call_per_caller",
                fields=["caller"],
                condition=Q(ended_at=None),
            ),
            models.CheckConstraint(
                name="help_call_ends_in_a_known_way",
                condition=Q(ended_at=None, end="") | Q(ended_at__isnull=False, end__in=ENDS),
            ),
            models.CheckConstraint(
                name="help_call_ends_after_it_was_pressed",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("pressed_at")),
            ),
            models.CheckConstraint(
                name="help_call_climbs_only_while_nobody_comes",
                condition=Q(climbs_at=None) | Q(coming_at=None, ended_at=None),
            ),
            models.CheckConstraint(
                name="somebody_is_there_only_after_coming",
                condition=Q(there_at=None) | Q(coming_at__isnull=False),
            ),
        ]

    def steps(self) -> tuple[Rung, ...]:
        return tuple(Rung.read(rung) for rung in self.ladder)

    def state(self) -> str:
        """The one word that everybody who may read it is shown."""
        if self.end:
            return self.end
        if self.coming_at:
            return "there" if self.there_at else "coming"
        if self.unanswered_at:
            return UNANSWERED
        return "seen" if self.seen_at else "reaching"


class HelpStep(models.Model):
    """One rung that was taken: when, and how many it reached who had not been told before."""

    call = models.ForeignKey(HelpCall, models.CASCADE, related_name="taken")
    rung = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    reached = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="each_rung_is_taken_once", fields=["call", "rung"])
        ]


class HelpCallReached(models.Model):
    """One person who was told. Nobody else finds the call, whatever their role."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(HelpCall, models.CASCADE, related_name="told")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="help_calls_heard"
    )
    rung = models.PositiveSmallIntegerField()
    told_at = models.DateTimeField()
    declined_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="each_person_is_told_once_of_a_help_call", fields=["call", "person"]
            )
        ]
