"""That a human was asked, for the trends alone."""

from django.db import models
from django.db.models import Q

from wellbeing.support.uses.rules import KINDS


class Use(models.Model):
    """On this day one subject asked this kind of person.

    No time, no person, no request; and no number of its own, which would tell the order of a day.
    """

    pk = models.CompositePrimaryKey("subject", "kind", "used_on")
    subject = models.UUIDField()
    kind = models.CharField(max_length=16)
    used_on = models.DateField()

    class Meta:
        indexes = [models.Index(name="use_period", fields=["used_on"])]
        constraints = [
            models.CheckConstraint(name="use_is_of_a_known_kind", condition=Q(kind__in=KINDS))
        ]
