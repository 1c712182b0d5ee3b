"""Two colleagues who look out for each other, because both wanted to."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Pair(models.Model):
    """Exists as long as both want it; nothing is kept of what they do with it."""

    made_on = models.DateField()


class BuddyQuerySet(models.QuerySet["Buddy"]):
    def waiting(self) -> Self:
        return self.filter(pair=None, person__is_active=True)

    def due(self, now: datetime) -> Self:
        return self.filter(pair__isnull=False, nudge_at__lte=now)


class Buddy(models.Model):
    """Somebody who wants a buddy, and the seat they have in a pair."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="buddy"
    )
    wanted_on = models.DateField()
    pair = models.ForeignKey(Pair, models.SET_NULL, null=True, related_name="buddies")
    seat = models.PositiveSmallIntegerField(null=True)
    nudge_at = models.DateTimeField(null=True)
    reminds_until = models.DateTimeField(null=True)  # what is shown that week, until put away

    objects = BuddyQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(name="buddy_nudge_due", fields=["nudge_at"])]
        constraints = [
            models.UniqueConstraint(name="one_buddy_in_each_seat", fields=["pair", "seat"]),
            models.CheckConstraint(
                name="a_pair_has_two_seats", condition=Q(seat=None) | Q(seat__in=(1, 2))
            ),
        ]


class Parted(models.Model):
    """Two who were a pair are not paired again for a year; whose wish it was is not kept."""

    pk = models.CompositePrimaryKey("one_id", "other_id")
    one = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    other = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    until = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="parted_names_the_smaller_id_first", condition=Q(one__lt=F("other"))
            )
        ]
