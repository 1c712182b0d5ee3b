"""What is done toward a customer: proposed by one person, decided by another, for a time."""

import uuid
from collections.abc import Iterable
from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import Unit, User
from wellbeing.core.models import DataKey
from wellbeing.core.subjects import apart, subject_of
from wellbeing.incidents.customers.models.customers import Customer
from wellbeing.incidents.customers.rules.actions import (
    APPEALS,
    DUES,
    ENDED,
    ENDS,
    IN_FORCE,
    KINDS,
    NO_APPEAL,
    OPEN_APPEAL,
    PROPOSED,
    REFUSED,
    REJECTED,
    STATES,
    STEPS,
    UPHELD,
)
from wellbeing.incidents.models import Case


class ActionQuerySet(models.QuerySet["Action"]):
    def in_force(self) -> Self:
        return self.filter(state=IN_FORCE, suspended=False)


class Action(models.Model):
    """The facts and, once it was approved, its reasons under a key of its own: the customer may
    appeal and somebody looks at it again, also where the report is gone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    uid = models.UUIDField()  # made on the device
    case = models.ForeignKey(Case, models.SET_NULL, null=True, related_name="actions")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    customer = models.ForeignKey(Customer, models.SET_NULL, null=True, related_name="actions")
    reporter = models.ForeignKey(  # who must never decide
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    key = models.OneToOneField(DataKey, models.SET_NULL, null=True, related_name="+")
    confidential = models.BooleanField()  # whoever leads that unit finds nothing of it

    country = models.CharField(max_length=2, blank=True)  # whose holidays are no working days
    kind = models.CharField(max_length=24)
    state = models.CharField(max_length=16, default=PROPOSED)
    vulnerability = models.BooleanField()  # considered, as are adjustments
    adjustments = models.BooleanField()
    warned = models.BooleanField()
    proposer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # Whoever had the case by now, or had it before; kept also where the case is gone.
    had_by = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    proposed_at = models.DateTimeField()
    proposed_on = models.DateField()
    ends_on = models.DateField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    appeal = models.CharField(max_length=16, default=NO_APPEAL)
    appeal_came_on = models.DateField(null=True)
    suspended = models.BooleanField(default=False)
    appeal_decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    appeal_decided_at = models.DateTimeField(null=True)

    ended_as = models.CharField(max_length=16, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )  # nobody where its day came
    ended_at = models.DateTimeField(null=True)

    objects = ActionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                name="customer_action_waiting",
                fields=["ends_on"],
                condition=Q(state__in=(PROPOSED, IN_FORCE)),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                name="action_ids_of_a_proposer", fields=["case", "proposer", "uid"]
            ),
            models.CheckConstraint(name="action_is_of_a_known_kind", condition=Q(kind__in=KINDS)),
            models.CheckConstraint(name="action_state_is_known", condition=Q(state__in=STATES)),
            models.CheckConstraint(name="action_appeal_is_known", condition=Q(appeal__in=APPEALS)),
            models.CheckConstraint(
                name="action_was_thought_about_first",
                condition=Q(vulnerability=True, adjustments=True),
            ),
            models.CheckConstraint(
                name="action_ends_after_it_was_proposed",
                condition=Q(ends_on__gt=F("proposed_on")),
            ),
            models.CheckConstraint(
                name="nobody_acts_on_their_own_report",
                condition=Q(reporter=None) | ~Q(proposer=F("reporter")),
            ),
            models.CheckConstraint(
                name="action_is_decided_by_somebody_else",
                condition=Q(decided_by=None)
                | (
                    ~Q(decided_by=F("proposer")) & (Q(reporter=None) | ~Q(decided_by=F("reporter")))
                ),
            ),
            models.CheckConstraint(
                name="appeal_is_decided_by_a_third_person",
                condition=Q(appeal_decided_by=None)
                | (
                    ~Q(appeal_decided_by=F("proposer"))
                    & ~Q(appeal_decided_by=F("decided_by"))
                    & (Q(reporter=None) | ~Q(appeal_decided_by=F("reporter")))
                ),
            ),
            models.CheckConstraint(
                name="action_state_has_what_it_needs",
                condition=Q(
                    state=PROPOSED, decided_by=None, ended_at=None, appeal=NO_APPEAL, key=None
                )
                | Q(
                    state=REFUSED,
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                    ended_at=None,
                    appeal=NO_APPEAL,
                )
                | Q(
                    state=IN_FORCE,
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                    ended_at=None,
                    key__isnull=False,
                    appeal__in=(NO_APPEAL, OPEN_APPEAL, REJECTED),
                )
                | Q(state=ENDED, ended_at__isnull=False, ended_as__in=ENDS, suspended=False),
            ),
            models.CheckConstraint(
                name="action_is_suspended_by_an_open_appeal",
                condition=Q(suspended=False) | Q(appeal=OPEN_APPEAL),
            ),
            models.CheckConstraint(
                name="action_appeal_has_what_it_needs",
                condition=Q(appeal=NO_APPEAL, appeal_came_on=None, appeal_decided_by=None)
                | Q(appeal=OPEN_APPEAL, appeal_came_on__isnull=False, appeal_decided_by=None)
                | Q(
                    appeal__in=(UPHELD, REJECTED),
                    appeal_came_on__isnull=False,
                    appeal_decided_by__isnull=False,
                    appeal_decided_at__isnull=False,
                ),
            ),
        ]


class ActionWord(models.Model):
    """Why somebody did a step: sealed by the key of the case, and once approved by the action's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    action = models.ForeignKey(Action, models.CASCADE, related_name="words")
    key = models.ForeignKey(DataKey, models.CASCADE, related_name="+")
    step = models.CharField(max_length=16)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="action_word_is_of_a_step", condition=Q(step__in=STEPS))
        ]

    @property
    def place(self) -> str:
        return f"customers_actionword.sealed:{self.pk}"


class KeptAwayQuerySet(models.QuerySet["KeptAway"]):
    def of(self, person: User) -> Self:
        return self.filter(whose=kept_away_as(person))


class KeptAway(models.Model):
    """Who must find nothing of an action, also once the case is gone that says so: whoever
    reported, and everybody who was kept out. A pseudonym, which does not say which of them.
    """

    action = models.ForeignKey(Action, models.CASCADE, related_name="kept_away")
    whose = models.UUIDField()

    objects = KeptAwayQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(name="actions_kept_from", fields=["whose"])]
        constraints = [models.UniqueConstraint(name="kept_away_once", fields=["action", "whose"])]


def keep_away(action: Action, people: Iterable[User]) -> None:
    rows = [KeptAway(action=action, whose=kept_away_as(one)) for one in people]
    KeptAway.objects.bulk_create(rows, ignore_conflicts=True)


def kept_away_as(person: User) -> UUID:
    """Of the person and not of their diary: who begins anew is kept away as before."""
    return apart(subject_of(person.pk), "kept_away")


class ActionDueQuerySet(models.QuerySet["ActionDue"]):
    def running(self) -> Self:
        return self.filter(met_at=None)


class ActionDue(models.Model):
    """By when a decision, a review or an appeal waits for somebody. Told of twice at most."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="dues")
    kind = models.CharField(max_length=16)
    remind_at = models.DateTimeField()
    due_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    missed_at = models.DateTimeField(null=True)
    met_at = models.DateTimeField(null=True)

    objects = ActionDueQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(name="action_due_running", fields=["remind_at"], condition=Q(met_at=None))
        ]
        constraints = [
            models.UniqueConstraint(name="each_due_of_an_action_once", fields=["action", "kind"]),
            models.CheckConstraint(name="action_due_is_known", condition=Q(kind__in=DUES)),
            models.CheckConstraint(
                name="action_due_reminds_before_it_is_due",
                condition=Q(remind_at__lt=F("due_at")),
            ),
        ]
