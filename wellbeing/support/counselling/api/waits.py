"""Waiting for a time without an appointment."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import person_of
from accounts.models import User
from wellbeing.core.api import PROBLEMS
from wellbeing.support.counselling.api.fields import KeptTimeOutput
from wellbeing.support.counselling.models import KeptTime
from wellbeing.support.counselling.services import line, waiting


class TimeWaitInput(serializers.Serializer[Any]):
    """With whom, or with anybody; for a time before `until`, or within four weeks."""

    counsellor = serializers.UUIDField(allow_null=True, default=None)
    until = serializers.DateTimeField(allow_null=True, default=None)


class KeptForClientOutput(KeptTimeOutput):
    """To be booked like any free time, and by nobody else meanwhile."""

    counsellor = serializers.UUIDField(source="counsellor_id")
    name = serializers.CharField(source="counsellor.name")
    time_zone = serializers.CharField(source="counsellor.practice.time_zone")


class TimeWaitOutput(serializers.Serializer[Any]):
    waiting = serializers.BooleanField()
    counsellor = serializers.UUIDField(allow_null=True)
    name = serializers.CharField()
    until = serializers.DateTimeField(allow_null=True)
    offer = KeptForClientOutput(allow_null=True)


class MyTimeWait(APIView):
    """One place in line for each person."""

    @extend_schema(responses={200: TimeWaitOutput, **PROBLEMS})
    def get(self, request: Request) -> Response:
        line.sweep(now=timezone.now())
        return Response(_shown(person_of(request)))

    @extend_schema(request=TimeWaitInput, responses={200: TimeWaitOutput, **PROBLEMS})
    def put(self, request: Request) -> Response:
        given = TimeWaitInput(data=request.data)
        given.is_valid(raise_exception=True)
        client = person_of(request)
        waiting.wait_for_time(client, now=timezone.now(), **given.validated_data)
        return Response(_shown(client))

    @extend_schema(responses={204: OpenApiResponse(), **PROBLEMS})
    def delete(self, request: Request) -> Response:
        waiting.wait_no_more(person_of(request), now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class MyTimeWaitOffer(APIView):
    """Not this time: the next in line is asked, and the place in line stays."""

    @extend_schema(responses={204: OpenApiResponse(), **PROBLEMS})
    def delete(self, request: Request) -> Response:
        waiting.let_go(person_of(request), now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


def _shown(client: User) -> dict[str, Any]:
    row, kept = waiting.waits_of(client, now=timezone.now())
    offer: KeptTime | None = kept
    said = {
        "waiting": row is not None,
        "counsellor": row and row.counsellor_id,
        "name": row.counsellor.name if row and row.counsellor else "",
        "until": row and row.until,
        "offer": offer,
    }
    return dict(TimeWaitOutput(said).data)
