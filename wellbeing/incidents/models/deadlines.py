"""By when a case is to be acknowledged and answered."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from wellbeing.incidents.models.cases import Case
from wellbeing.incidents.rules import CLOCKS


class CaseDeadlineQuerySet(models.QuerySet["CaseDeadline"]):
    def running(self) -> Self:
        return self.filter(met_at=None)


class CaseDeadline(models.Model):
    """One clock of a case. It is told of twice at most: before it is over, and once it is."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="deadlines")
    kind = models.CharField(max_length=16)
    remind_at = models.DateTimeField()
    due_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    missed_at = models.DateTimeField(null=True)  # when that was told, not when it was over
    met_at = models.DateTimeField(null=True)

    objects = CaseDeadlineQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                name="case_deadline_running", fields=["remind_at"], condition=Q(met_at=None)
            )
        ]
        constraints = [
            models.UniqueConstraint(name="each_clock_of_a_case_once", fields=["case", "kind"]),
            models.CheckConstraint(
                name="case_deadline_is_of_a_known_kind", condition=Q(kind__in=CLOCKS)
            ),
            models.CheckConstraint(
                name="case_deadline_reminds_before_it_is_due",
                condition=Q(remind_at__lt=F("due_at")),
            ),
        ]
