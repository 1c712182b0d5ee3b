"""How a talk stands for one of those in it."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from rest_framework import serializers

from wellbeing.support.talks import presence
from wellbeing.support.talks.models import Conversation, Participant
from wellbeing.support.talks.rules import NOBODY, ROLES, TALK_STATES
from wellbeing.support.talks.selectors.talks import across

HANDOVERS = ("none", "proposed", "asking", "nobody")


class TalkLineOutput(serializers.Serializer[Any]):
    """One talk in a list."""

    id = serializers.UUIDField()
    role = serializers.ChoiceField(choices=ROLES)
    across = serializers.CharField()
    state = serializers.ChoiceField(choices=TALK_STATES)
    last_number = serializers.IntegerField()
    unread = serializers.IntegerField()
    agreed_for = serializers.DateTimeField(allow_null=True, help_text="Until that time has come.")
    erase_at = serializers.DateTimeField(allow_null=True)


class AcrossOutput(serializers.Serializer[Any]):
    role = serializers.ChoiceField(choices=ROLES)
    name = serializers.CharField()
    here = serializers.BooleanField()
    left = serializers.BooleanField()
    read_up_to = serializers.IntegerField()


class ConversationOutput(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    role = serializers.ChoiceField(choices=ROLES)
    shown_as = serializers.CharField()
    state = serializers.ChoiceField(choices=TALK_STATES)
    others = AcrossOutput(many=True)
    reads_from = serializers.IntegerField()
    last_number = serializers.IntegerField()
    handover = serializers.ChoiceField(choices=HANDOVERS)
    agreed_for = serializers.DateTimeField(allow_null=True, help_text="Until that time has come.")
    was_heavy = serializers.BooleanField(allow_null=True)
    erase_at = serializers.DateTimeField(allow_null=True)
    kept_hours = serializers.IntegerField()


def line(seat: Participant, *, now: datetime) -> dict[str, Any]:
    names = across(seat).order_by("left_at", "-joined_at").values_list("left_at", "shown_as")
    there = [name for left, name in names if left is None or seat.left_at]
    return _both(seat, now) | {
        "across": next(iter(there), next((name for _left, name in names), "")),
        "last_number": last_number(seat),
        "unread": unread(seat),
    }


def standing(seat: Participant, *, now: datetime) -> dict[str, Any]:
    return _both(seat, now) | {
        "shown_as": seat.shown_as,
        "others": [_other(one, seat) for one in across(seat).order_by("joined_at")],
        "reads_from": seat.reads_from,
        "last_number": last_number(seat),
        "handover": "none" if seat.left_at else _handover(seat.conversation),
        "was_heavy": seat.was_heavy,
        "kept_hours": settings.TALKS_KEPT // timedelta(hours=1),
    }


def last_number(seat: Participant) -> int:
    """As far as there is something for them."""
    return seat.conversation.last_number if seat.reads_to is None else seat.reads_to


def unread(seat: Participant) -> int:
    """How many words of others; one's own are no news, wherever they were sent from."""
    since = max(seat.read_up_to, seat.reads_from - 1)
    theirs = seat.conversation.messages.exclude(author=seat)
    return theirs.filter(number__gt=since, number__lte=last_number(seat)).count()


def _both(seat: Participant, now: datetime) -> dict[str, Any]:
    """For whoever left it was over then, whatever became of it."""
    talk = seat.conversation
    ahead = talk.agreed_for is not None and talk.agreed_for > now and talk.closed_at is None
    return {
        "id": talk.pk,
        "role": seat.role,
        "state": "left" if seat.left_at else "closed" if talk.closed_at else "open",
        "agreed_for": talk.agreed_for if ahead else None,
        "erase_at": seat.left_at + settings.TALKS_KEPT if seat.left_at else talk.erase_at,
    }


def _other(other: Participant, seat: Participant) -> dict[str, Any]:
    """Whoever left learns nothing new of those who stayed."""
    return {
        "role": other.role,
        "name": other.shown_as,
        "here": seat.left_at is None and presence.is_here(other),
        "left": other.left_at is not None,
        "read_up_to": 0 if seat.left_at else other.read_up_to,
    }


def _handover(talk: Conversation) -> str:
    if talk.requests.open().exists():
        return "asking"
    if talk.handover_asked_at:
        return "proposed"
    last = talk.requests.order_by("serial").last()
    return "nobody" if last and last.state == NOBODY else "none"
