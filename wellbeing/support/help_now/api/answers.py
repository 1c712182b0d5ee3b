"""The calls for help of which one was told, and what one answers."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import person_of
from accounts.models import User
from wellbeing.core.api import PROBLEMS, WordField
from wellbeing.support.help_now.models import HelpCallReached
from wellbeing.support.help_now.rules import STATES
from wellbeing.support.help_now.selectors.calls import heard_by
from wellbeing.support.help_now.services import answering, climbing

ACTS = {
    "seen": answering.see,
    "coming": answering.come,
    "there": answering.arrive,
    "done": answering.finish,
    "cannot": answering.decline,
}


class AnswerInput(serializers.Serializer[Any]):
    answer = WordField(choices=tuple(ACTS))


class HeardOutput(serializers.Serializer[HelpCallReached]):
    """`mine` once one said that one comes; `by` is whoever did."""

    id = serializers.UUIDField()
    caller = serializers.CharField(source="call.caller.name")
    unit = serializers.CharField(source="call.unit_name")
    drill = serializers.BooleanField(source="call.drill")
    pressed_at = serializers.DateTimeField(source="call.pressed_at")
    state = serializers.ChoiceField(choices=STATES, source="call.state")
    by = serializers.SerializerMethodField()
    mine = serializers.SerializerMethodField()
    declined = serializers.SerializerMethodField()

    def get_by(self, row: HelpCallReached) -> str | None:
        return row.call.coming_by.name if row.call.coming_by else None

    def get_mine(self, row: HelpCallReached) -> bool:
        return row.call.coming_by_id == row.person_id

    def get_declined(self, row: HelpCallReached) -> bool:
        return row.declined_at is not None


class HeardListOutput(serializers.Serializer[Any]):
    results = HeardOutput(many=True)


class HelpAnswerList(APIView):
    """What is open and was said to the person who asks."""

    @extend_schema(responses={200: HeardListOutput, **PROBLEMS})
    def get(self, request: Request) -> Response:
        now = timezone.now()
        for row in heard_by(person_of(request)):
            climbing.catch_up(row.call, now=now)
        return Response(_heard(person_of(request)))


class HelpAnswerDetail(APIView):
    """One answer; all that is open comes back."""

    @extend_schema(request=AnswerInput, responses={200: HeardListOutput, **PROBLEMS})
    def put(self, request: Request, id: UUID) -> Response:
        given = AnswerInput(data=request.data)
        given.is_valid(raise_exception=True)
        act = ACTS[given.validated_data["answer"]]
        act(person_of(request), id=id, now=timezone.now())
        return Response(_heard(person_of(request)))


def _heard(person: User) -> dict[str, Any]:
    return HeardListOutput({"results": list(heard_by(person))}).data
