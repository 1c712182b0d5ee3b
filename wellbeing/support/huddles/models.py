"""The board of a team: for today, by choice, apart from every check-in."""

from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from accounts.models import Unit
from wellbeing.core.subjects import apart, subject_of
from wellbeing.support.huddles.rules import HIGHEST, LOWEST, PURPOSE


def whose(diary: UUID) -> UUID:
    return apart(subject_of(diary), PURPOSE)


class HuddlePostQuerySet(models.QuerySet["HuddlePost"]):
    def of(self, diary: UUID) -> Self:
        return self.filter(whose=whose(diary))

    def today(self, now: datetime) -> Self:
        return self.filter(gone_at__gt=now)

    def on_the_board(self, now: datetime) -> Self:
        """By name, then by mood: never in the order in which they came."""
        return self.today(now).filter(shown_from__lte=now).order_by("name", "mood", "whose")


class HuddlePost(models.Model):
    """What one member lets their team and its lead see today.

    It carries no person, and a pseudonym that no check-in has. The name is a copy, where the
    poster wanted it there. Times are marks and midnights: the moment of a tap would stand beside
    that of a check-in.
    """

    whose = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    mood = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120, blank=True)
    shown_from = models.DateTimeField()
    gone_at = models.DateTimeField()

    objects = HuddlePostQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(name="huddle_posts_of_a_team", fields=["unit", "gone_at"])]
        constraints = [
            models.CheckConstraint(
                name="huddle_mood_is_one_of_five", condition=Q(mood__range=(LOWEST, HIGHEST))
            ),
        ]
