"""Who asked, and who was asked in turn."""

import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import User
from wellbeing.support.talks.models.talks import Conversation
from wellbeing.support.talks.rules import ACCEPTED, LATER, NOBODY, WAITING, WITHDRAWN

_OPEN = Q(accepted_at=None, closed_at=None)
_QUEUED = Q(addressed_to=None, conversation=None)  # a hand-over waits inside its talk


class TalkRequestQuerySet(models.QuerySet["TalkRequest"]):
    def of(self, asker: User) -> Self:
        """As `Participant.objects.of` for seats."""
        return self.filter(asker=asker, asked_at__gte=asker.alone_since)

    def open(self) -> Self:
        return self.filter(accepted_at=None, closed_at=None)

    def in_line(self) -> Self:
        """Open now, and to be offered to one after the other."""
        return self.open().filter(addressed_to=None, sleeps=False)

    def asleep(self) -> Self:
        """For a time that has not come yet: nobody is asked before."""
        return self.open().filter(sleeps=True)


class TalkRequest(models.Model):
    """Somebody asks for a human. It goes with the talk that came of it, or a day after its end."""

    serial = models.BigAutoField(primary_key=True)  # offers point at it
    asker = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    uid = models.UUIDField()  # made on the device
    kind = models.CharField(max_length=16)
    topic = models.CharField(max_length=16)
    language = models.CharField(max_length=8)
    shown_as = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    stands_until = models.DateTimeField()
    wished_at = models.DateTimeField(null=True)
    sleeps = models.BooleanField(default=False)  # until the time that was wished for
    addressed_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)  # without anybody
    withdrawn = models.BooleanField(default=False)
    conversation = models.ForeignKey(
        Conversation, models.CASCADE, null=True, related_name="requests"
    )

    objects = TalkRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="talk_request_ids_of_a_person", fields=["asker", "uid"]),
            models.UniqueConstraint(
                name="one_talk_request_in_line_per_person",
                fields=["asker"],
                condition=_OPEN & _QUEUED & Q(sleeps=False),
            ),
            models.UniqueConstraint(
                name="one_talk_request_for_later_per_person",
                fields=["asker"],
                condition=_OPEN & _QUEUED & Q(sleeps=True),
            ),
            models.UniqueConstraint(
                name="one_request_to_each_supervisor",
                fields=["asker", "addressed_to"],
                condition=_OPEN & Q(addressed_to__isnull=False),
            ),
            models.UniqueConstraint(
                name="one_hand_over_of_a_talk",
                fields=["conversation"],
                condition=_OPEN & Q(conversation__isnull=False),
            ),
            models.CheckConstraint(
                name="talk_request_sleeps_until_a_time",
                condition=Q(sleeps=False) | Q(wished_at__isnull=False, addressed_to=None),
            ),
            models.CheckConstraint(
                name="talk_request_ends_one_way",
                condition=Q(accepted_at=None) | Q(closed_at=None),
            ),
        ]

    @property
    def state(self) -> str:
        if self.accepted_at:
            return ACCEPTED
        if self.closed_at:
            return WITHDRAWN if self.withdrawn else NOBODY
        return LATER if self.sleeps else WAITING

    @property
    def waits_since(self) -> datetime:
        """When the asking began: what was meant for later did not wait before."""
        return (not self.addressed_to_id and self.wished_at) or self.asked_at


class OfferQuerySet(models.QuerySet["Offer"]):
    def open(self) -> Self:
        return self.filter(answer="")

    def standing(self, now: datetime) -> Self:
        return self.open().filter(expires_at__gt=now)


class Offer(models.Model):
    """One person is asked whether they have a moment for one request."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(TalkRequest, models.CASCADE, related_name="offers")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    in_line = models.BooleanField()  # a supervisor's one-to-ones stand beside each other
    offered_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answer = models.CharField(
        max_length=8, blank=True, default=""
    )  # accepted, declined, missed, gone

    objects = OfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_offer_of_a_request", fields=["request"], condition=Q(answer="")
            ),
            models.UniqueConstraint(
                name="one_open_offer_to_a_supporter",
                fields=["to"],
                condition=Q(answer="", in_line=True),
            ),
            models.UniqueConstraint(name="nobody_is_asked_twice", fields=["request", "to"]),
        ]


class WaitTime(models.Model):
    """How long somebody waited in line for an answer; of whom and when on that day it says not."""

    on = models.DateField(db_index=True)
    kind = models.CharField(max_length=16)
    seconds = models.PositiveIntegerField(null=True)  # none: nobody came
