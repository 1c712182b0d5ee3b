"""What somebody says happened to them in a talk, and who has opened it."""

import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import User
from wellbeing.core.models import DataKey
from wellbeing.support.talk_reports.rules import (
    ANSWERED,
    KEPT,
    KEPT_UNANSWERED,
    OPEN,
    OPENED,
    WITHDRAWN,
)


class TalkReportQuerySet(models.QuerySet["TalkReport"]):
    def told_by(self, person: User) -> Self:
        """Not by whoever was here under their name before an administrator let them in anew."""
        return self.filter(reporter=person, made_at__gte=person.alone_since)

    def open(self) -> Self:
        return self.filter(closed_at=None)

    def over(self, now: datetime) -> Self:
        unanswered = Q(closed_at=None, made_at__lte=now - KEPT_UNANSWERED)
        return self.filter(unanswered | Q(closed_at__lte=now - KEPT))


class TalkReport(models.Model):
    """One report. What happened, the words, the copy and the answer are sealed by its own key.

    It does not point at the talk, which is erased in its own time. Once it is withdrawn it says
    only that there was one, to those who had opened it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+"
    )
    uid = models.UUIDField()  # made on the device
    talk = models.UUIDField(null=True)
    key = models.OneToOneField(DataKey, models.SET_NULL, null=True, related_name="+")
    said = models.BinaryField(null=True)
    copy = models.BinaryField(null=True)  # none where the reporter did not want it sent
    answer = models.BinaryField(null=True)
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    withdrawn = models.BooleanField(default=False)

    objects = TalkReportQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(name="talk_report_closed", fields=["closed_at"])]
        constraints = [
            models.UniqueConstraint(name="talk_report_ids_of_a_person", fields=["reporter", "uid"]),
            models.UniqueConstraint(
                name="one_open_report_of_a_talk",
                fields=["reporter", "talk"],
                condition=Q(closed_at=None),
            ),
            models.CheckConstraint(
                name="talk_report_is_closed_after_it_was_made",
                condition=Q(closed_at=None) | Q(closed_at__gte=F("made_at")),
            ),
            models.CheckConstraint(
                name="nothing_is_left_of_a_withdrawn_talk_report",
                condition=Q(withdrawn=False, reporter__isnull=False)
                | Q(
                    withdrawn=True,
                    reporter=None,
                    talk=None,
                    said=None,
                    copy=None,
                    answer=None,
                    closed_at__isnull=False,
                ),
            ),
        ]

    @property
    def reader(self) -> User | None:
        """Whoever reported, for as long as they still find it."""
        one = self.reporter
        return one if one and self.made_at >= one.alone_since else None

    @property
    def state(self) -> str:
        if self.withdrawn:
            return WITHDRAWN
        return ANSWERED if self.closed_at else OPEN

    def place(self, column: str) -> str:
        return f"support_talk_reports_talkreport.{column}:{self.pk}"


class Party(models.Model):
    """Somebody who was in the talk, under the name that the others saw."""

    report = models.ForeignKey(TalkReport, models.CASCADE, related_name="parties")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    role = models.CharField(max_length=16)
    shown_as = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_party_stands_once", fields=["report", "person"])
        ]


class Opening(models.Model):
    """A case handler opened a report, or who its people are; the reporter reads when."""

    report = models.ForeignKey(TalkReport, models.CASCADE, related_name="openings")
    handler = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    what = models.CharField(max_length=8)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_known_part_was_opened", condition=Q(what__in=OPENED))
        ]
