"""What the people of a unit are entitled to: versions are added, and never changed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Unit
from wellbeing.resets.rules import MOST_A_DAY, MOST_EXTRA, MOST_PLACES, PASS_MINUTES

FIGURES = ("minutes", "passes_a_day", "places", "extra_after_threat", "extra_after_slur")


class BreakPolicyQuerySet(models.QuerySet["BreakPolicy"]):
    def at(self, moment: datetime) -> Self:
        """What had been decided by then, newest first."""
        return self.filter(valid_from__lte=moment).order_by("-valid_from")

    def in_force(self, moment: datetime, units: Iterable[int] | None = None) -> "InForce":
        """The version of each unit that held at that moment, without those that were ended."""
        versions = self.at(moment)
        if units is not None:
            versions = versions.filter(unit__in=units)
        latest: dict[int, BreakPolicy] = {}
        for version in versions:
            latest.setdefault(version.unit_id, version)
        return {unit: version for unit, version in latest.items() if not version.is_end}


class BreakPolicy(models.Model):
    """One version, from one moment on; without figures it ends the unit's own policy."""

    pk = models.CompositePrimaryKey("by_id", "id")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    id = models.UUIDField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="break_policies")
    valid_from = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(null=True)  # the longest pass
    passes_a_day = models.PositiveSmallIntegerField(null=True)
    places = models.PositiveSmallIntegerField(null=True)  # at once on this floor
    extra_after_threat = models.PositiveSmallIntegerField(null=True)  # further passes that day
    extra_after_slur = models.PositiveSmallIntegerField(null=True)
    time_zone = models.CharField(max_length=64)  # of whoever decided: where a day of passes ends

    objects = BreakPolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_break_policy_of_a_unit_at_a_moment", fields=["unit", "valid_from"]
            ),
            models.CheckConstraint(
                name="break_policy_is_whole_or_an_end",
                condition=Q(**dict.fromkeys(FIGURES))
                | Q(**{f"{figure}__isnull": False for figure in FIGURES}),
            ),
            models.CheckConstraint(
                name="break_policy_has_figures_in_range",
                condition=Q(minutes=None)
                | Q(
                    minutes__in=PASS_MINUTES,
                    passes_a_day__lte=MOST_A_DAY,
                    places__range=(1, MOST_PLACES),
                    extra_after_threat__lte=MOST_EXTRA,
                    extra_after_slur__lte=MOST_EXTRA,
                ),
            ),
        ]

    @property
    def is_end(self) -> bool:
        return self.minutes is None

    def figures(self) -> "dict[str, int] | None":
        return None if self.is_end else {name: getattr(self, name) for name in FIGURES}

    def passes_after(self, because: str | None) -> int:
        """How many passes of a day there are in all, once this was said."""
        assert self.passes_a_day is not None
        extra: int = getattr(self, f"extra_after_{because}") if because else 0
        return self.passes_a_day + extra


InForce = dict[int, BreakPolicy]
