"""Resets: they carry a subject, never a person, a unit or a break pass."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from wellbeing.core.device_rows import (
    DeviceRow,
    DeviceRowQuerySet,
    said_or_forgotten,
    sync_indexes,
)
from wellbeing.resets.rules import (
    HIGHEST,
    KINDS,
    LONGEST_SECONDS,
    LOWEST,
    REVISING,
    SHORTEST_SECONDS,
)

_NOTHING_SAID: dict[str, Any] = {
    "kind": "",
    "started_at": None,
    "utc_offset": None,
    "planned_seconds": None,
    "lasted": None,
    "before": None,
    "after": None,
}


class ResetQuerySet(DeviceRowQuerySet["Reset"]):
    """The resets of one subject, or those that were not undone."""


class Reset(DeviceRow):
    """A pause that somebody took; or, once undone, the id alone for sixty days."""

    REPLACED = ("kind", "planned_seconds", "lasted", "before", "after")
    NOTHING_SAID: ClassVar = _NOTHING_SAID

    kind = models.CharField(max_length=20)
    started_at = models.DateTimeField(null=True)
    planned_seconds = models.PositiveSmallIntegerField(null=True)
    # Between two times of the same device, so that a clock set right in between changes nothing.
    lasted = models.DurationField(null=True)
    before = models.PositiveSmallIntegerField(null=True)
    after = models.PositiveSmallIntegerField(null=True)

    objects = ResetQuerySet.as_manager()

    class Meta:
        indexes = [
            *sync_indexes("reset"),
            models.Index(name="reset_period", fields=["started_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="reset_is_of_a_known_kind", condition=Q(kind__in=["", *KINDS])
            ),
            models.CheckConstraint(
                name="reset_takes_seconds_to_half_an_hour",
                condition=Q(planned_seconds__range=(SHORTEST_SECONDS, LONGEST_SECONDS)),
            ),
            models.CheckConstraint(
                name="reset_lasted_at_most_a_shift",
                condition=Q(lasted__range=(timedelta(), REVISING)),
            ),
            models.CheckConstraint(
                name="reset_before_in_range", condition=Q(before__range=(LOWEST, HIGHEST))
            ),
            models.CheckConstraint(
                name="reset_after_in_range", condition=Q(after__range=(LOWEST, HIGHEST))
            ),
            models.CheckConstraint(
                name="reset_says_something_or_is_forgotten",
                condition=said_or_forgotten(
                    _NOTHING_SAID, needed=("started_at", "utc_offset", "planned_seconds")
                )
                & (~Q(kind="") | Q(forgotten_at__isnull=False)),
            ),
        ]

    def began(self) -> datetime:
        """When it began, on the clock of the place where it did."""
        return self.on_its_clock(self.started_at)

    def ended(self) -> datetime | None:
        """The same of its end; None while it runs."""
        return None if self.lasted is None else self.began() + self.lasted
