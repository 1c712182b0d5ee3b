"""By when a case is to be acknowledged and answered, and when that clock stood still."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from wellbeing.core.models import DataKey
from wellbeing.incidents.models.cases import Case
from wellbeing.incidents.rules import ANSWER, CLOCKS, FOR_ANOTHER_REASON, PAUSE_ENDS, PAUSES


class CaseDeadlineQuerySet(models.QuerySet["CaseDeadline"]):
    def running(self) -> Self:
        return self.filter(met_at=None, left=None)


class CaseDeadline(models.Model):
    """One clock of a case. It is told of twice at most: before it is over, and once it is.

    While it is paused, `left` says how much time it still has, by the same clock.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="deadlines")
    kind = models.CharField(max_length=16)
    by_the_wall = models.BooleanField()  # nights and Sundays too
    remind_at = models.DateTimeField()
    due_at = models.DateTimeField()
    limit_at = models.DateTimeField(null=True)  # what a law lets it be at most, pauses included
    left = models.DurationField(null=True)
    reminded_at = models.DateTimeField(null=True)
    missed_at = models.DateTimeField(null=True)  # when that was told, not when it was over
    met_at = models.DateTimeField(null=True)

    objects = CaseDeadlineQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                name="case_deadline_running",
                fields=["remind_at"],
                condition=Q(met_at=None, left=None),
            ),
            models.Index(
                name="case_deadline_due",
                fields=["case", "due_at"],
                condition=Q(met_at=None, left=None),
            ),
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
            models.CheckConstraint(
                name="case_deadline_keeps_its_limit",
                condition=Q(limit_at=None) | Q(due_at__lte=F("limit_at")),
            ),
            models.CheckConstraint(
                name="only_an_answer_in_time_is_paused",
                condition=Q(left=None) | Q(kind=ANSWER, met_at=None, missed_at=None),
            ),
        ]


class CasePause(models.Model):
    """Since when and why nobody can go on, and what ended it. The reason's words are sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="pauses")
    key = models.ForeignKey(DataKey, models.CASCADE, related_name="+")
    reason = models.CharField(max_length=16)
    words = models.BinaryField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    paused_at = models.DateTimeField()
    ends_at = models.DateTimeField()  # by itself, if nothing else ends it
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=16, blank=True)

    class Meta:
        indexes = [
            models.Index(name="case_pause_due", fields=["ends_at"], condition=Q(ended_at=None))
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_pause_of_a_case_at_a_time", fields=["case"], condition=Q(ended_at=None)
            ),
            models.CheckConstraint(
                name="case_pause_has_a_known_reason", condition=Q(reason__in=PAUSES)
            ),
            models.CheckConstraint(
                name="another_reason_has_words",
                condition=~Q(reason=FOR_ANOTHER_REASON) | Q(words__isnull=False),
            ),
            models.CheckConstraint(
                name="case_pause_ends_after_it_begins",
                condition=Q(ends_at__gt=F("paused_at"))
                & (Q(ended_at=None) | Q(ended_at__gte=F("paused_at"))),
            ),
            models.CheckConstraint(
                name="an_ended_case_pause_says_what_ended_it",
                condition=Q(ended_at=None, ended_by="")
                | Q(ended_at__isnull=False, ended_by__in=PAUSE_ENDS),
            ),
        ]

    @property
    def place(self) -> str:
        return f"incidents_casepause.words:{self.pk}"
