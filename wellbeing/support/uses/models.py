"""That a human was asked, for the trends alone."""

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from wellbeing.core.subjects import apart, subject_of
from wellbeing.support.uses.rules import KINDS, PURPOSE


def whose(diary: UUID) -> UUID:
    return apart(subject_of(diary), PURPOSE)


class UseQuerySet(models.QuerySet["Use"]):
    def of(self, diary: UUID) -> Self:
        return self.filter(whose=whose(diary))


class Use(models.Model):
    """On this day somebody asked this kind of person.

    No time, no person, no request; and no number of its own, which would tell the order of a day.
    Whose it is says another pseudonym than that of the moods: a booking of that day, which is
    named, would otherwise name the moods too.
    """

    pk = models.CompositePrimaryKey("whose", "kind", "used_on")
    whose = models.UUIDField()
    kind = models.CharField(max_length=16)
    used_on = models.DateField()

    objects = UseQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(name="use_period", fields=["used_on"])]
        constraints = [
            models.CheckConstraint(name="use_is_of_a_known_kind", condition=Q(kind__in=KINDS))
        ]
