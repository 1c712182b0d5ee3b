"""A file that somebody handed in, in sealed parts; and the copy of it that may be looked at."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from wellbeing.core.models import DataKey
from wellbeing.incidents.evidence.rules import (
    ARRIVING,
    CHECKING,
    DOUBTFUL,
    KINDS,
    REFUSED,
    REMOVED,
    ROW_STATES,
    VIEWABLE,
)
from wellbeing.incidents.models import Case


class EvidenceFileQuerySet(models.QuerySet["EvidenceFile"]):
    def due(self, now: datetime) -> Self:
        return self.filter(state=CHECKING, try_at__lte=now)

    def shown(self) -> Self:
        return self.exclude(state=REMOVED)

    def counted(self) -> Self:
        """Towards how many a case may have."""
        dropped = Q(state=REFUSED) & ~Q(reason__in=DOUBTFUL)
        return self.exclude(Q(state=REMOVED) | dropped)


class EvidenceFile(models.Model):
    """Its name and content are sealed by the key of the case, and go with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    key = models.ForeignKey(DataKey, models.CASCADE, related_name="+")
    uid = models.UUIDField()  # made on the device
    name = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.BinaryField(max_length=32)
    received = models.PositiveIntegerField(default=0)  # bytes that are stored, in order
    state = models.CharField(max_length=16, default=ARRIVING)
    kind = models.CharField(max_length=16, null=True)  # noqa: DJ001  not known before it is read
    reason = models.CharField(max_length=32, default="")
    began_at = models.DateTimeField()

    made_type = models.CharField(max_length=32, default="")  # of the copy, as we made it
    made_size = models.PositiveIntegerField(null=True)

    try_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)  # at drawing it anew
    waits = models.PositiveSmallIntegerField(default=0)  # for a scanner that was away

    objects = EvidenceFileQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(name="evidence_due", fields=["try_at"], condition=Q(state=CHECKING)),
            models.Index(
                name="evidence_arriving", fields=["began_at"], condition=Q(state=ARRIVING)
            ),
        ]
        constraints = [
            models.UniqueConstraint(name="evidence_ids_of_a_case", fields=["case", "uid"]),
            models.CheckConstraint(
                name="evidence_state_is_known", condition=Q(state__in=ROW_STATES)
            ),
            models.CheckConstraint(
                name="evidence_kind_is_known", condition=Q(kind=None) | Q(kind__in=KINDS)
            ),
            models.CheckConstraint(
                name="evidence_is_checked_whole",
                condition=Q(state__in=(ARRIVING, REFUSED, REMOVED), received__lte=F("size"))
                | Q(received=F("size")),
            ),
            models.CheckConstraint(
                name="evidence_is_viewable_as_a_copy",
                condition=~Q(state=VIEWABLE)
                | Q(made_size__isnull=False, kind__isnull=False, reason=""),
            ),
            models.CheckConstraint(
                name="evidence_is_refused_for_a_reason",
                condition=(Q(state=REFUSED) & ~Q(reason="")) | (~Q(state=REFUSED) & Q(reason="")),
            ),
        ]

    @property
    def name_place(self) -> str:
        return f"evidence_evidencefile.name:{self.pk}"


class EvidencePart(models.Model):
    """A piece of the original or of the copy; it can be opened only where it stands."""

    class Copy(models.TextChoices):
        ORIGINAL = "original"
        WORKING = "working"

    file = models.ForeignKey(EvidenceFile, models.CASCADE, related_name="parts")
    copy = models.CharField(max_length=16, choices=Copy)
    number = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="evidence_parts_in_order", fields=["file", "copy", "number"]
            )
        ]

    @property
    def place(self) -> str:
        return f"evidence_evidencepart.sealed:{self.file_id}:{self.copy}:{self.number}"
