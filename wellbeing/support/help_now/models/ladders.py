"""Whom a call for help reaches, one after the other: versions are added, and never changed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models

from accounts.models import Unit
from wellbeing.support.help_now.rules import Rung


class LadderQuerySet(models.QuerySet["Ladder"]):
    def at(self, moment: datetime) -> Self:
        """What had been decided by then, newest first."""
        return self.filter(valid_from__lte=moment).order_by("-valid_from")

    def in_force(self, moment: datetime, units: Iterable[int] | None = None) -> "InForce":
        """The version of each unit that held at that moment, without those that were ended."""
        versions = self.at(moment)
        if units is not None:
            versions = versions.filter(unit__in=units)
        latest: dict[int, Ladder] = {}
        for version in versions:
            latest.setdefault(version.unit_id, version)
        return {unit: version for unit, version in latest.items() if version.rungs is not None}


class Ladder(models.Model):
    """One version, from one moment on; without rungs it ends the unit's own ladder."""

    pk = models.CompositePrimaryKey("by_id", "id")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    id = models.UUIDField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="ladders")
    valid_from = models.DateTimeField()
    rungs = models.JSONField(null=True)

    objects = LadderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_ladder_of_a_unit_at_a_moment", fields=["unit", "valid_from"]
            )
        ]

    @property
    def is_end(self) -> bool:
        return self.rungs is None

    def steps(self) -> tuple[Rung, ...]:
        return tuple(Rung.read(rung) for rung in self.rungs or [])


InForce = dict[int, Ladder]
