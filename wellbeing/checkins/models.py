"""Check-ins: they carry a subject, never a person, a unit or a word of the note."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from wellbeing.checkins.rules import HIGHEST, LOWEST
from wellbeing.core.device_rows import (
    DeviceRow,
    DeviceRowQuerySet,
    said_or_forgotten,
    sync_indexes,
)

_NOTHING_SAID: dict[str, Any] = {
    "answered_at": None,
    "utc_offset": None,
    "mood": None,
    "energy": None,
    "feelings": [],
    "body": [],
    "sources": [],
}


class CheckInQuerySet(DeviceRowQuerySet["CheckIn"]):
    """The check-ins of one subject, or those that were not undone."""


class CheckIn(DeviceRow):
    """How somebody was at one moment; or, once undone, the id alone for sixty days."""

    REPLACED = ("mood", "energy", "feelings", "body", "sources")
    NOTHING_SAID: ClassVar = _NOTHING_SAID

    answered_at = models.DateTimeField(null=True)
    mood = models.PositiveSmallIntegerField(null=True)
    energy = models.PositiveSmallIntegerField(null=True)
    feelings = models.JSONField(default=list)
    body = models.JSONField(default=list)
    sources = models.JSONField(default=list)

    objects = CheckInQuerySet.as_manager()

    class Meta:
        indexes = [
            *sync_indexes("checkin"),
            models.Index(name="checkin_period", fields=["answered_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="checkin_mood_in_range", condition=Q(mood__range=(LOWEST, HIGHEST))
            ),
            models.CheckConstraint(
                name="checkin_energy_in_range", condition=Q(energy__range=(LOWEST, HIGHEST))
            ),
            models.CheckConstraint(
                name="checkin_says_something_or_is_forgotten",
                condition=said_or_forgotten(
                    _NOTHING_SAID, needed=("mood", "answered_at", "utc_offset")
                ),
            ),
        ]

    def local(self) -> datetime:
        """When it was said, on the clock of the place where it was said."""
        return self.on_its_clock(self.answered_at)
