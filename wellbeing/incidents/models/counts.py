"""That abuse was reported, for the trends alone."""

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from wellbeing.core.subjects import apart, subject_of
from wellbeing.incidents.rules import GROUPS, PURPOSE


def whose(diary: UUID) -> UUID:
    return apart(subject_of(diary), PURPOSE)


class ReportedKindQuerySet(models.QuerySet["ReportedKind"]):
    def of(self, diary: UUID) -> Self:
        return self.filter(whose=whose(diary))


class ReportedKind(models.Model):
    """On this day somebody reported abuse of this kind, under a name.

    No time, no person, no case; and no number of its own, which would tell the order of a day.
    Whose it is says another pseudonym than that of the moods: the named report of that day would
    otherwise name the moods too.
    """

    pk = models.CompositePrimaryKey("whose", "group", "on")
    whose = models.UUIDField()
    group = models.CharField(max_length=16)
    on = models.DateField()

    objects = ReportedKindQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(name="reported_period", fields=["on"])]
        constraints = [
            models.CheckConstraint(
                name="reported_kind_is_of_a_known_group", condition=Q(group__in=GROUPS)
            )
        ]
