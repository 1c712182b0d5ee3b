"""Places in use against places allowed: the same number for those who lead and those who work."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import person_of
from wellbeing.core.api import PROBLEMS
from wellbeing.core.marks import mark_before
from wellbeing.resets.api.fields import FloorUnitOutput
from wellbeing.resets.selectors import floors
from wellbeing.resets.selectors.floors import Seen


class FloorOutput(serializers.Serializer[Seen]):
    unit = FloorUnitOutput()
    in_use = serializers.IntegerField()
    allowed = serializers.IntegerField()


class FloorsOutput(serializers.Serializer[Any]):
    as_of = serializers.DateTimeField()
    floors = FloorOutput(many=True)


class FloorList(APIView):
    """The floors of the units that the person who asks supervises."""

    @extend_schema(responses={200: FloorsOutput, **PROBLEMS})
    def get(self, request: Request) -> Response:
        now = timezone.now()
        return _answer(floors.floors_led_by(person_of(request), now=now), now)


class MyFloor(APIView):
    """The floor of the person who asks: none where no policy holds for them."""

    @extend_schema(responses={200: FloorsOutput, **PROBLEMS})
    def get(self, request: Request) -> Response:
        now = timezone.now()
        return _answer(floors.floor_of(person_of(request), now=now), now)


def _answer(seen: list[Seen], now: datetime) -> Response:
    return Response(FloorsOutput({"as_of": mark_before(now), "floors": seen}).data)
