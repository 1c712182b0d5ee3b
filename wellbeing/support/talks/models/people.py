"""What supporters say of themselves, and whom somebody does not want to meet again."""

from django.conf import settings
from django.db import models

from wellbeing.support.talks.rules import AT_ONCE


class Supporter(models.Model):
    """In which languages and about what somebody listens, and how much of it at a time.

    Whoever never said anything has no row until the queue first looks at them.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="supporter"
    )
    languages = models.JSONField(default=list)  # none: the language of the app
    topics = models.JSONField(default=list)  # none: all of them
    at_once = models.PositiveSmallIntegerField(default=1)
    paused_until = models.DateTimeField(null=True)
    taken_on = models.DateField(null=True)
    taken = models.PositiveSmallIntegerField(default=0)  # on that day alone

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="supporter_takes_a_few_at_once", condition=models.Q(at_once__in=AT_ONCE)
            )
        ]
