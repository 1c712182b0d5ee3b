"""Asking for somebody, over HTTP."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import person_of
from accounts.models.people import Role
from wellbeing.core.api import PROBLEMS, WordField
from wellbeing.core.device_time import DeviceTimeField, skew_of
from wellbeing.support.shifts.selectors import on_shift
from wellbeing.support.talks.api.standing import TalkLineOutput, line
from wellbeing.support.talks.models import TalkRequest
from wellbeing.support.talks.rules import (
    KINDS,
    LANGUAGES,
    LONGEST_ALIAS,
    PEER,
    QUEUED,
    REQUEST_STATES,
    SUPPORTERS,
    TOPICS,
)
from wellbeing.support.talks.selectors import queue as seen
from wellbeing.support.talks.selectors.people import supervisors_of
from wellbeing.support.talks.selectors.talks import seats_of
from wellbeing.support.talks.services import asking
from wellbeing.support.talks.services.asking import TalkWish


class AvailabilityInput(serializers.Serializer[Any]):
    kind = WordField(choices=QUEUED, default=PEER)
    language = WordField(choices=LANGUAGES)
    topic = WordField(choices=TOPICS)


class AvailabilityOutput(serializers.Serializer[Any]):
    free = serializers.IntegerField(
        help_text="Who had room at the last five-minute mark; 3 is three or more."
    )
    there = serializers.IntegerField(help_text="On shift, also those who are in a talk.")
    usual_minutes = serializers.IntegerField(allow_null=True)


class TalkRequestInput(serializers.Serializer[Any]):
    kind = WordField(choices=KINDS)
    topic = WordField(choices=TOPICS)
    language = WordField(choices=LANGUAGES)
    alias = serializers.CharField(max_length=LONGEST_ALIAS, allow_blank=True, default="")
    supervisor = serializers.UUIDField(allow_null=True, default=None)
    wished_at = DeviceTimeField(allow_null=True, default=None)


class TalkRequestOutput(serializers.Serializer[TalkRequest]):
    id = serializers.UUIDField(source="uid")
    kind = serializers.ChoiceField(choices=SUPPORTERS)
    topic = serializers.ChoiceField(choices=TOPICS)
    language = serializers.ChoiceField(choices=LANGUAGES)
    shown_as = serializers.CharField()
    asked_at = serializers.DateTimeField()
    stands_until = serializers.DateTimeField()
    wished_at = serializers.DateTimeField(allow_null=True)
    supervisor = serializers.UUIDField(source="addressed_to_id", allow_null=True)
    state = serializers.ChoiceField(choices=REQUEST_STATES)
    conversation = serializers.UUIDField(source="conversation_id", allow_null=True)


class MyTalksOutput(serializers.Serializer[Any]):
    requests = TalkRequestOutput(many=True)
    talks = TalkLineOutput(many=True)


class TalkSupervisorOutput(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    there = serializers.BooleanField()


class TalkSupervisorsOutput(serializers.Serializer[Any]):
    results = TalkSupervisorOutput(many=True)


class TalkAvailability(APIView):
    """Before anybody asks: whether there is somebody. Who they are it never says."""

    @extend_schema(parameters=[AvailabilityInput], responses={200: AvailabilityOutput, **PROBLEMS})
    def get(self, request: Request) -> Response:
        given = AvailabilityInput(data=request.query_params.dict())
        given.is_valid(raise_exception=True)
        found = seen.availability(person_of(request), now=timezone.now(), **given.validated_data)
        return Response(AvailabilityOutput(found).data)


class TalkSupervisors(APIView):
    """The supervisors of the person who asks."""

    @extend_schema(responses={200: TalkSupervisorsOutput, **PROBLEMS})
    def get(self, request: Request) -> Response:
        now = timezone.now()
        there = set(on_shift(Role.SUPERVISOR, now).values_list("pk", flat=True))
        found = [
            {"id": one.pk, "name": one.name, "there": one.pk in there}
            for one in supervisors_of(person_of(request), now=now).order_by("name", "pk")
        ]
        return Response(TalkSupervisorsOutput({"results": found}).data)


class MyTalks(APIView):
    """What waits or ended with nobody, and the talks that are open or not erased yet."""

    @extend_schema(responses={200: MyTalksOutput, **PROBLEMS})
    def get(self, request: Request) -> Response:
        person, now = person_of(request), timezone.now()
        found = {
            "requests": asking.requests_of(person, now=now),
            "talks": [line(seat, now=now) for seat in seats_of(person, now=now)],
        }
        return Response(MyTalksOutput(found).data)


class TalkRequestDetail(APIView):
    @extend_schema(
        request=TalkRequestInput,
        responses={200: TalkRequestOutput, 201: TalkRequestOutput, **PROBLEMS},
    )
    def put(self, request: Request, id: UUID) -> Response:
        given = TalkRequestInput(data=request.data)
        given.is_valid(raise_exception=True)
        now = timezone.now()
        wish = _wish(given.validated_data, request, now)
        row, new = asking.ask_for_talk(person_of(request), uid=id, wish=wish, now=now)
        code = status.HTTP_201_CREATED if new else status.HTTP_200_OK
        return Response(TalkRequestOutput(row).data, status=code)

    @extend_schema(responses={200: TalkRequestOutput, **PROBLEMS})
    def get(self, request: Request, id: UUID) -> Response:
        row = asking.request_of(person_of(request), uid=id, now=timezone.now())
        return Response(TalkRequestOutput(row).data)

    @extend_schema(responses={204: OpenApiResponse(), **PROBLEMS})
    def delete(self, request: Request, id: UUID) -> Response:
        asking.withdraw(person_of(request), uid=id, now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


def _wish(given: dict[str, Any], request: Request, now: datetime) -> TalkWish:
    at = given["wished_at"]
    return TalkWish(
        kind=given["kind"],
        topic=given["topic"],
        language=given["language"],
        alias=given["alias"].strip(),
        supervisor=given["supervisor"],
        at=at + skew_of(request, now) if at else None,
    )
