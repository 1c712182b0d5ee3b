"""What a report takes, and what both sides of a case are shown."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from wellbeing.core.api import SaidField, WholeNumberField, WordField, WordsField
from wellbeing.core.device_time import TRUSTED_SKEW, DeviceTimeField
from wellbeing.incidents.api.rules import CasePauseOutput, CaseRulesOutput, timing_shown
from wellbeing.incidents.models import Case
from wellbeing.incidents.rules import (
    ACKNOWLEDGE,
    ACTS,
    ANSWER,
    CHANNELS,
    KINDS,
    LONGEST_MESSAGE,
    LONGEST_REFERENCE,
    LONGEST_STORY,
    SEVEREST,
    STATES,
)
from wellbeing.incidents.selectors.cases import seen_by_nobody
from wellbeing.incidents.services.holding import stands
from wellbeing.incidents.services.reporting import Said, opened
from wellbeing.incidents.services.writing import words_of


class SaidInput(serializers.Serializer[Any]):
    """The short form; only the kinds, how bad it was and when are needed."""

    kinds = WordsField(KINDS)
    severity = WholeNumberField(min_value=0, max_value=SEVEREST)
    happened_at = DeviceTimeField()
    channel = WordField(choices=CHANNELS, default="phone")
    acts = WordsField(ACTS, default=list)
    urgent = serializers.BooleanField(default=False)
    story = SaidField(max_length=LONGEST_STORY, allow_blank=True, default="")
    reference = SaidField(max_length=LONGEST_REFERENCE, allow_blank=True, default="")

    def validate_kinds(self, kinds: list[str]) -> list[str]:
        if not kinds:
            raise serializers.ValidationError(_("Choose at least one."))
        return kinds


def said_in(given: dict[str, Any], now: datetime) -> Said:
    """A clock that runs ahead by a little does not report from the future."""
    names = ("kinds", "severity", "happened_at", "channel", "acts", "urgent", "story", "reference")
    said = {name: given[name] for name in names}
    if now < said["happened_at"] <= now + TRUSTED_SKEW:
        said["happened_at"] = now
    return Said(**said)


class CaseMessageInput(serializers.Serializer[Any]):
    text = SaidField(max_length=LONGEST_MESSAGE)


class CaseMessageOutput(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    by_reporter = serializers.BooleanField()
    by = serializers.CharField(allow_null=True)
    sent_at = serializers.DateTimeField()
    text = serializers.CharField()


class CaseOpeningOutput(serializers.Serializer[Any]):
    by = serializers.CharField()
    at = serializers.DateTimeField()


class CaseCore(serializers.Serializer[Any]):
    """What the reporter and the handlers see alike.

    `acknowledge_by` and `answer_by` are there while they are waited for and no pause stops them.
    """

    number = serializers.CharField()
    state = serializers.ChoiceField(choices=STATES)
    kinds = serializers.ListField(child=serializers.ChoiceField(choices=KINDS))
    severity = serializers.IntegerField()
    urgent = serializers.BooleanField()
    on_hold = serializers.BooleanField()
    channel = serializers.ChoiceField(choices=CHANNELS)
    acts = serializers.ListField(child=serializers.ChoiceField(choices=ACTS))
    happened_at = serializers.DateTimeField()
    received_at = serializers.DateTimeField()
    acknowledged_at = serializers.DateTimeField(allow_null=True)
    acknowledge_by = serializers.DateTimeField(allow_null=True)
    answer_by = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    handler = serializers.CharField(allow_null=True)
    story = serializers.CharField()
    reference = serializers.CharField()
    outcome = serializers.CharField()
    messages = CaseMessageOutput(many=True)
    openings = CaseOpeningOutput(many=True)
    pause = CasePauseOutput(allow_null=True)
    rules = CaseRulesOutput(allow_null=True)


class OwnCase(CaseCore):
    """What whoever reported sees besides: that there is nobody who may open it."""

    seen_by_nobody = serializers.BooleanField()


def own_shown(case: Case, *, now: datetime) -> dict[str, Any]:
    return shown(case) | {"seen_by_nobody": seen_by_nobody(case, now=now)}


def shown(case: Case) -> dict[str, Any]:
    due = dict(case.deadlines.running().values_list("kind", "due_at"))
    return {
        "number": case.number,
        "state": case.state,
        "kinds": case.kinds,
        "severity": case.severity,
        "urgent": case.urgent,
        "on_hold": stands(case),
        "channel": case.channel,
        "acts": case.acts,
        "happened_at": case.happened_at,
        "received_at": case.received_at,
        "acknowledged_at": case.acknowledged_at,
        "acknowledge_by": due.get(ACKNOWLEDGE),
        "answer_by": due.get(ANSWER),
        "ended_at": case.ended_at,
        "handler": case.assigned_to.name if case.assigned_to else None,
        **timing_shown(case),
        **{column: opened(case, column) for column in ("story", "reference", "outcome")},
        "messages": [
            {
                "number": one.number,
                "by_reporter": one.by_reporter,
                "by": one.author.name if one.author else None,
                "sent_at": one.sent_at,
                "text": text,
            }
            for one, text in words_of(case)
        ],
        "openings": [
            {"by": one.handler.name, "at": one.at}
            for one in case.openings.select_related("handler").order_by("at", "id")
        ],
    }


class HandlerOutput(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()


class HandlersOutput(serializers.Serializer[Any]):
    results = HandlerOutput(many=True)
