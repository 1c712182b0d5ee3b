"""A case: what somebody reported, what was said about it, and what came of it."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import Unit, User
from wellbeing.core.models import DataKey
from wellbeing.core.subjects import apart, subject_of
from wellbeing.incidents.rules import (
    ACKNOWLEDGED,
    ANONYMOUS,
    CLOSED,
    IDENTITIES,
    OPEN,
    RECEIVED,
    SEVEREST,
    STATES,
    WITHDRAWN,
    number_of,
)


def whose_report(diary: uuid.UUID) -> uuid.UUID:
    """A pseudonym of the diary that somebody had who reported (decision 5)."""
    return apart(subject_of(diary), "reports")


class CaseQuerySet(models.QuerySet["Case"]):
    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def told_by(self, person: User) -> Self:
        """Under their name, and by themselves: whoever comes in by a way that somebody else made
        begins with nothing.
        """
        return self.filter(reporter=person, whose=whose_report(person.diary))


class Case(models.Model):
    """One report from its arrival to its outcome. Words are sealed by a key of its own.

    An anonymous one has no reporter, no unit and no id of a device: the hash of its receipt alone
    leads to it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    identity = models.CharField(max_length=16)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    whose = models.UUIDField(null=True)  # by which diary they find it again
    uid = models.UUIDField(null=True)  # made on the device
    receipt_hash = models.BinaryField(max_length=32, null=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    key = models.OneToOneField(DataKey, models.SET_NULL, null=True, related_name="+")
    country = models.CharField(max_length=2, blank=True)  # under whose law it was reported

    kinds = models.JSONField()
    severity = models.PositiveSmallIntegerField()
    urgent = models.BooleanField(default=False)  # a threat needs eyes now
    channel = models.CharField(max_length=16)
    acts = models.JSONField()
    happened_at = models.DateTimeField()
    story = models.BinaryField(null=True)
    reference = models.BinaryField(null=True)

    state = models.CharField(max_length=16, default=RECEIVED)
    received_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    outcome = models.BinaryField(null=True)
    ended_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    outcome_read_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    objects = CaseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(name="case_inbox", fields=["state", "received_at", "id"]),
            # The lists are ordered and counted in these two alone; only a page of them is read.
            models.Index(
                name="case_open",
                fields=["urgent", "received_at", "id", "unit", "reporter", "severity"],
                condition=Q(ended_at=None),
            ),
            models.Index(
                name="case_over",
                fields=["state", "-ended_at", "id", "outcome_read_at", "unit", "reporter"],
            ),
        ]
        constraints = [
            models.UniqueConstraint(name="case_ids_of_a_person", fields=["reporter", "uid"]),
            models.UniqueConstraint(name="receipts_differ", fields=["receipt_hash"]),
            models.CheckConstraint(
                name="case_is_somebodys_or_nobodys",
                condition=Q(
                    identity=ANONYMOUS,
                    reporter=None,
                    uid=None,
                    unit=None,
                    receipt_hash__isnull=False,
                )
                | (
                    ~Q(identity=ANONYMOUS)
                    & Q(identity__in=IDENTITIES, uid__isnull=False, receipt_hash=None)
                    & (Q(reporter__isnull=False) | Q(state=WITHDRAWN))
                ),
            ),
            models.CheckConstraint(
                name="case_of_nobody_leads_to_no_diary",
                condition=Q(whose=None) | Q(reporter__isnull=False),
            ),
            models.CheckConstraint(
                name="case_is_as_severe_as_there_are_steps", condition=Q(severity__lte=SEVEREST)
            ),
            models.CheckConstraint(
                name="case_state_has_what_it_needs",
                condition=Q(state=RECEIVED, acknowledged_at=None, outcome=None, ended_at=None)
                | Q(state=ACKNOWLEDGED, acknowledged_at__isnull=False, ended_at=None)
                | Q(
                    state=CLOSED,
                    acknowledged_at__isnull=False,
                    outcome__isnull=False,
                    ended_at__isnull=False,
                )
                | Q(state=WITHDRAWN, key=None, ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="case_without_a_key_has_no_words",
                condition=Q(key__isnull=False) | Q(story=None, reference=None, outcome=None),
            ),
            models.CheckConstraint(name="case_state_is_known", condition=Q(state__in=STATES)),
            models.CheckConstraint(
                name="case_ends_after_it_came",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("received_at")),
            ),
        ]

    @property
    def reader(self) -> User | None:
        """Whoever reported, for as long as they still find it."""
        one = self.reporter
        return one if one and self.whose == whose_report(one.diary) else None

    @property
    def number(self) -> str:
        return number_of(self.pk)

    def place(self, column: str) -> str:
        return f"incidents_case.{column}:{self.pk}"


class CaseMessage(models.Model):
    """A question of a handler or an answer of the reporter, sealed by the key of the case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="messages")
    uid = models.UUIDField()  # made on the device
    by_reporter = models.BooleanField()
    author = models.ForeignKey(  # none for a reporter: who that is, the case says or nobody
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    number = models.PositiveIntegerField()
    sealed = models.BinaryField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="case_messages_in_order", fields=["case", "number"]),
            models.UniqueConstraint(
                name="case_message_ids_of_a_side", fields=["case", "by_reporter", "uid"]
            ),
            models.CheckConstraint(
                name="a_handlers_message_has_an_author",
                condition=Q(by_reporter=True, author=None)
                | Q(by_reporter=False, author__isnull=False),
            ),
        ]

    @property
    def place(self) -> str:
        return f"incidents_casemessage.sealed:{self.pk}"


class Exclusion(models.Model):
    """Somebody who must find nothing of a case: the reporter named them, or they stood back."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="exclusions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    named = models.BooleanField(default=False)  # by the reporter

    class Meta:
        constraints = [
            models.UniqueConstraint(name="excluded_once_from_a_case", fields=["case", "person"])
        ]


class Holder(models.Model):
    """Somebody has the case, or had it: whoever was part of it decides nothing that it led to."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="holders")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="holder_of_a_case_once", fields=["case", "person"])
        ]


class Opening(models.Model):
    """A handler opened the case; the reporter reads who and when."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="openings")
    handler = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
