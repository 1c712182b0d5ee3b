"""What was offered to somebody after a report, for their own eyes alone."""

from django.db import models
from django.db.models import Q

from wellbeing.incidents.aftercare.rules import OFFERED, OFFERS, STATES
from wellbeing.incidents.models import Case


class Offer(models.Model):
    """Shown to whoever reported, taken or put off: what they said last, and on which day.

    No time: it would stand beside a name, moments before what is stored without one begins.

    Never of a report without a name: nobody could be shown it again.
    """

    pk = models.CompositePrimaryKey("case", "offer")
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    offer = models.CharField(max_length=16)
    state = models.CharField(max_length=16, default=OFFERED)
    on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="aftercare_is_known", condition=Q(offer__in=OFFERS)),
            models.CheckConstraint(
                name="aftercare_is_offered_taken_or_declined", condition=Q(state__in=STATES)
            ),
        ]
