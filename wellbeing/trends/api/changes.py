"""Announcing a change, choosing the strength of the blur, and how far the closings are."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import person_of
from wellbeing.core.api import PROBLEMS, WholeNumberField
from wellbeing.trends import chain, strength
from wellbeing.trends.api.outputs import ClosingsOutput, StrengthOutput
from wellbeing.trends.budget import PRESETS
from wellbeing.trends.closing import due
from wellbeing.trends.interventions import announce_change
from wellbeing.trends.models import Closing
from wellbeing.trends.reading import latest_planning

_SHOWN = 100


class ChangeInput(serializers.Serializer[Any]):
    """What will be changed in a whole group, from which Monday on."""

    unit = WholeNumberField(min_value=1, max_value=2**63 - 1)
    actions = serializers.ListField(
        child=serializers.CharField(max_length=120), min_length=1, max_length=5
    )
    starts_on = serializers.DateField()

    def validate_starts_on(self, day: date) -> date:
        if not 2000 <= day.year < 2200:
            raise serializers.ValidationError(code="invalid")
        return day


class AnnouncedOutput(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="device_id")
    actions = serializers.ListField(child=serializers.CharField())
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()


class InterventionDetail(APIView):
    """One change that the manager who asks announces."""

    @extend_schema(
        request=ChangeInput, responses={200: AnnouncedOutput, 201: AnnouncedOutput, **PROBLEMS}
    )
    def put(self, request: Request, id: UUID) -> Response:
        given = ChangeInput(data=request.data)
        given.is_valid(raise_exception=True)
        change, fresh = announce_change(
            manager=person_of(request), id=id, now=timezone.now(), **given.validated_data
        )
        code = status.HTTP_201_CREATED if fresh else status.HTTP_200_OK
        return Response(AnnouncedOutput(change).data, status=code)


class StrengthInput(serializers.Serializer[Any]):
    preset = serializers.ChoiceField(list(PRESETS))
    confirmed = serializers.BooleanField(default=False)


class Strength(APIView):
    """How strong the blur is from the next four weeks on."""

    @extend_schema(request=StrengthInput, responses={200: StrengthOutput, **PROBLEMS})
    def put(self, request: Request) -> Response:
        given = StrengthInput(data=request.data)
        given.is_valid(raise_exception=True)
        strength.choose_strength(
            chosen_by=person_of(request), now=timezone.now(), **given.validated_data
        )
        planning = latest_planning()
        assert planning is not None
        return Response(StrengthOutput(strength.in_force(planning)).data)


class Closings(APIView):
    """How far the closing of periods is; no number of any group."""

    @extend_schema(responses={200: ClosingsOutput, **PROBLEMS})
    def get(self, request: Request) -> Response:
        now = timezone.now()
        tried = Closing.objects.order_by("-tried_at", "-pk")[:_SHOWN]
        answer = {"copy_missing": _copy_missing(), "waiting": _waiting(now), "closings": tried}
        return Response(ClosingsOutput(answer).data)


def _waiting(now: datetime) -> list[dict[str, Any]]:
    blank = {"tries": 0, "tried_at": None, "finished_at": None}
    return [{"stream": one.stream, "starts_on": one.period.starts_on, **blank} for one in due(now)]


def _copy_missing() -> bool:
    try:
        chain.unknown_to_the_database()
    except chain.CopyMissing:
        return True
    return False
