"""What is shown of an action."""

from datetime import date
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.models import User
from wellbeing.incidents.customers.models import Action, FlagNotice
from wellbeing.incidents.customers.rules.actions import (
    APPEAL_DECISION,
    APPEALS,
    DECISION,
    DUES,
    ENDS,
    KINDS,
    STATES,
    STEPS,
)
from wellbeing.incidents.customers.rules.flags import NOBODY, TOLD, WAITING
from wellbeing.incidents.customers.selectors.actions import open_to, waits_for_nobody, words_of
from wellbeing.incidents.customers.services.appealing import appeal_until

_KNOWN = (WAITING, TOLD, NOBODY)


class ActionDueOutput(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=DUES)
    due_at = serializers.DateTimeField()


class ActionLine(serializers.Serializer[Action]):
    """Facts without reasons. `open_to` is what whoever asks may do with it now; `waits_for_nobody`
    tells that there is nobody who could decide.
    """

    id = serializers.UUIDField()
    case = serializers.UUIDField(source="case_id", allow_null=True)
    kind = serializers.ChoiceField(choices=KINDS)
    state = serializers.ChoiceField(choices=STATES)
    suspended = serializers.BooleanField()
    appeal = serializers.ChoiceField(choices=APPEALS)
    warned = serializers.BooleanField()
    proposed_by = serializers.CharField(source="proposer.name")
    proposed_at = serializers.DateTimeField()
    decided_by = serializers.CharField(source="decided_by.name", default=None, allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    ends_on = serializers.DateField()
    ended_as = serializers.ChoiceField(choices=ENDS, allow_blank=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    appeal_until = serializers.SerializerMethodField()
    open_to = serializers.SerializerMethodField()
    waits_for_nobody = serializers.SerializerMethodField()

    def get_appeal_until(self, action: Action) -> date | None:
        return appeal_until(action)

    @extend_schema_field(serializers.ListField(child=serializers.ChoiceField(choices=STEPS)))
    def get_open_to(self, action: Action) -> list[str]:
        handler: User = self.context["handler"]
        return open_to(action, handler)

    def get_waits_for_nobody(self, action: Action) -> bool:
        handler: User = self.context["handler"]
        if {DECISION, APPEAL_DECISION} & set(open_to(action, handler)):
            return False
        return waits_for_nobody(action, now=timezone.now())


class ActionWordOutput(serializers.Serializer[Any]):
    step = serializers.ChoiceField(choices=STEPS)
    by = serializers.CharField()
    at = serializers.DateTimeField()
    text = serializers.CharField()


class ActionOutput(ActionLine):
    """With the reasons; there are none any more where the report is gone. `customer_system` says
    whether the customer system (CRM) of the house knows how it stands; null where there is none, or
    nothing that it has to know.
    """

    words = serializers.SerializerMethodField()
    dues = serializers.SerializerMethodField()
    customer_system = serializers.SerializerMethodField()

    @extend_schema_field(ActionWordOutput(many=True))
    def get_words(self, action: Action) -> list[dict[str, Any]]:
        told = [
            {"step": one.step, "by": one.author.name, "at": one.at, "text": text}
            for one, text in words_of(action)
        ]
        return list(ActionWordOutput(told, many=True).data)

    @extend_schema_field(ActionDueOutput(many=True))
    def get_dues(self, action: Action) -> list[dict[str, Any]]:
        running = action.dues.filter(met_at=None).order_by("due_at")
        return list(ActionDueOutput(running, many=True).data)

    @extend_schema_field(serializers.ChoiceField(choices=_KNOWN, allow_null=True))
    def get_customer_system(self, action: Action) -> str | None:
        notices = FlagNotice.objects.filter(action=action).order_by("-number")
        last = notices.values_list("outcome", flat=True).first()
        return last if last in _KNOWN else None
