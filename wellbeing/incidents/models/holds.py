"""What a court or an authority may still ask for is kept until somebody lets it go."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from wellbeing.core.models import DataKey
from wellbeing.incidents.models.cases import Case


class LegalHoldQuerySet(models.QuerySet["LegalHold"]):
    def standing(self) -> Self:
        return self.filter(lifted_at=None)


class LegalHold(models.Model):
    """While it stands nothing of the case goes. Why is sealed by the key of the case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="holds")
    key = models.ForeignKey(DataKey, models.CASCADE, related_name="+")
    reason = models.BinaryField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    review_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    # Whoever reported asked to be forgotten meanwhile; that is finished once it is lifted.
    erase_asked_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True)

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                name="case_hold_to_review",
                fields=["review_at"],
                condition=Q(lifted_at=None, reminded_at=None),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_standing_hold_of_a_case", fields=["case"], condition=Q(lifted_at=None)
            ),
            models.CheckConstraint(
                name="case_hold_is_reviewed_later", condition=Q(review_at__gt=F("set_at"))
            ),
            models.CheckConstraint(
                name="case_hold_is_lifted_by_somebody",
                condition=Q(lifted_at=None, lifted_by=None)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
            ),
        ]

    @property
    def place(self) -> str:
        return f"incidents_legalhold.reason:{self.case_id}:{self.set_at.timestamp()}"


class UrgentAlert(models.Model):
    """A threat that nobody has taken on yet. It is told of again and again, then it is enough."""

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="alert")
    told = models.PositiveSmallIntegerField(default=1)
    next_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(name="urgent_alert_due", fields=["next_at"])]
