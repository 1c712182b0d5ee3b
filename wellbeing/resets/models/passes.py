"""Break passes: named, and never linked to a reset."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from wellbeing.core.marks import MARK, mark_before

WORDS = _("Under your unit's break policy")


class Floor(models.Model):
    """Where places are counted: a unit that had a break policy. Whoever changes them locks it."""

    unit = models.OneToOneField(Unit, models.PROTECT, primary_key=True, related_name="floor")
    last_turn = models.PositiveBigIntegerField(default=0)


class BreakPassQuerySet(models.QuerySet["BreakPass"]):
    def open(self) -> Self:
        return self.filter(closed_at=None)

    def granted(self) -> Self:
        return self.filter(starts_at__isnull=False)

    def held(self) -> Self:
        return self.open().filter(starts_at=None, hold_until__isnull=False)

    def waiting(self) -> Self:
        return self.open().filter(starts_at=None, hold_until=None)

    def taking_a_place(self) -> Self:
        """Holds count too, so that a place is never promised twice."""
        return self.open().filter(Q(starts_at__isnull=False) | Q(hold_until__isnull=False))

    def run_out(self, now: datetime) -> Self:
        return self.open().filter(ends_at__lte=now)

    def missed(self, now: datetime) -> Self:
        return self.held().filter(hold_until__lte=now)

    def close_what_is_due(self, now: datetime) -> None:
        """As of the moment it was due, however late somebody looks."""
        self.run_out(now).update(closed_at=F("ends_at"))
        self.missed(now).update(closed_at=F("hold_until"))

    def forget_what_is_over(self, now: datetime) -> None:
        """No number needs them, and their people had a mark's time to read how they ended."""
        self.filter(closed_at__lte=mark_before(now) - MARK).delete()

    def away_at(self, moment: datetime) -> Self:
        """Who was on a pass then; a hold is nobody's absence. A later end changes nothing here."""
        began = self.granted().filter(starts_at__lte=moment, ends_at__gt=moment)
        return began.filter(Q(closed_at=None) | Q(closed_at__gt=moment))


class PassDay(models.Model):
    """How many passes one agent took in one day of the floor's clock; no time of any of them.

    Their ids are kept sealed, because the phone writes the time into each.
    """

    agent = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="pass_days")
    ends_at = models.DateTimeField()
    taken = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_pass_day_at_a_time", fields=["agent", "ends_at"])
        ]


class BreakPass(models.Model):
    """Minutes away from calls that an agent may show to the floor, or a place in line for them.

    Nothing here tells by which rule it was granted, nor what was said to get it. It is gone soon
    after it is over: its times could be laid beside those of a reset.
    """

    pk = models.CompositePrimaryKey("agent_id", "id")
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="break_passes")
    id = models.UUIDField()
    floor = models.ForeignKey(Floor, models.PROTECT, related_name="passes")
    turn = models.PositiveBigIntegerField()  # order in line; a clock alone could tie
    minutes = models.PositiveSmallIntegerField()
    secret_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    hold_until = models.DateTimeField(null=True)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)  # over, given back, given up or missed

    objects = BreakPassQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(name="break_pass_floor", fields=["floor", "starts_at"]),
            models.Index(name="break_pass_closed", fields=["closed_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_open_break_pass_per_agent", fields=["agent"], condition=Q(closed_at=None)
            ),
            models.UniqueConstraint(name="turns_of_a_floor_differ", fields=["floor", "turn"]),
            models.CheckConstraint(
                name="break_pass_ends_after_it_starts",
                condition=Q(starts_at=None, ends_at=None) | Q(ends_at__gt=F("starts_at")),
            ),
            models.CheckConstraint(
                name="break_pass_closes_after_it_was_asked_for",
                condition=Q(closed_at=None) | Q(closed_at__gte=F("asked_at")),
            ),
        ]

    def state(self, now: datetime) -> str:
        if self.starts_at and self.ends_at:
            if self.closed_at and self.closed_at < self.ends_at:
                return "ended"
            return "over" if self.ends_at <= now else "running"
        if self.closed_at:
            return "missed" if self.hold_until and self.closed_at >= self.hold_until else "gone"
        if not self.hold_until:
            return "waiting"
        return "held" if now < self.hold_until else "missed"


STATES = ("waiting", "held", "running", "over", "ended", "missed", "gone")
