"""A talk: who takes part, and the sealed words."""

import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import User
from wellbeing.core.models import DataKey


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def open(self) -> Self:
        return self.filter(closed_at=None)

    def kept(self, now: datetime) -> Self:
        """What is due to be erased is gone, also before the sweep comes by."""
        return self.filter(Q(erase_at=None) | Q(erase_at__gt=now))


class Conversation(models.Model):
    """Some people talk in writing. Its key goes first when it is erased."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.OneToOneField(DataKey, models.SET_NULL, null=True, related_name="+")
    began_at = models.DateTimeField()
    last_at = models.DateTimeField()
    last_number = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)
    erase_at = models.DateTimeField(null=True)
    # A one-to-one for a time that was agreed; when both are to be reminded, until they were.
    agreed_for = models.DateTimeField(null=True)
    remind_at = models.DateTimeField(null=True)
    handover_asked_at = models.DateTimeField(null=True)
    # The first number that a counsellor who comes may read; none before the agent agrees.
    handover_from = models.PositiveIntegerField(null=True)

    objects = ConversationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(name="talk_erase", fields=["erase_at"]),
            models.Index(
                name="talk_reminder", fields=["remind_at"], condition=Q(remind_at__isnull=False)
            ),
            models.Index(name="talk_idle", fields=["last_at"], condition=Q(closed_at=None)),
        ]
        constraints = [
            models.CheckConstraint(
                name="talk_is_erased_after_it_is_closed",
                condition=Q(closed_at=None, erase_at=None) | Q(erase_at__gte=models.F("closed_at")),
            )
        ]


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def of(self, person: User) -> Self:
        """Not of whoever was here under their name before an administrator let them in anew."""
        return self.filter(person=person, joined_at__gte=person.alone_since)


class Participant(models.Model):
    """One side of a talk, under the name that the others see."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="participants")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    role = models.CharField(max_length=16)
    shown_as = models.CharField(max_length=120)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    reads_from = models.PositiveIntegerField(default=1)
    reads_to = models.PositiveIntegerField(null=True)  # for whoever left
    read_up_to = models.PositiveIntegerField(default=0)
    was_heavy = models.BooleanField(null=True)  # a supporter's own tap at the end

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_person_takes_part_once", fields=["conversation", "person"]
            )
        ]


class Message(models.Model):
    """Somebody's words: numbered without a gap, sealed by the key of the talk."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(Participant, models.CASCADE, related_name="+")
    uid = models.UUIDField()  # made on the device
    sealed = models.BinaryField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="message_numbers_of_a_talk", fields=["conversation", "number"]
            ),
            models.UniqueConstraint(
                name="message_ids_of_an_author", fields=["conversation", "author", "uid"]
            ),
        ]

    @property
    def place(self) -> str:
        return f"support_talks_message.sealed:{self.conversation_id}/{self.number}"
