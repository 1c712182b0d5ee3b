"""When a counsellor can be met, as they say themselves."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import person_of
from accounts.models import User
from wellbeing.core.api import PROBLEMS, WholeNumberField, words
from wellbeing.support.counselling.api.fields import QuarterField, WindowInput, ZoneField
from wellbeing.support.counselling.models import Hours, SpecialDay
from wellbeing.support.counselling.rules import (
    MOST_HORIZON_DAYS,
    MOST_NOTICE_MINUTES,
    PLACE_LONGEST,
    SPOKEN,
)
from wellbeing.support.counselling.services import practices


class PracticeInput(serializers.Serializer[Any]):
    """`place` is shown after booking alone: a room, a number, an address of a call."""

    time_zone = ZoneField()
    notice_minutes = WholeNumberField(min_value=0, max_value=MOST_NOTICE_MINUTES)
    horizon_days = WholeNumberField(min_value=1, max_value=MOST_HORIZON_DAYS)
    place = serializers.CharField(max_length=PLACE_LONGEST, allow_blank=True)
    languages = words(SPOKEN)


class HoursInput(WindowInput):
    weekdays = serializers.ListField(
        child=WholeNumberField(min_value=0, max_value=6), min_length=1, max_length=7
    )
    valid_from = serializers.DateField()
    valid_until = serializers.DateField(allow_null=True, default=None)

    def validate_weekdays(self, given: list[int]) -> list[int]:
        return sorted(set(given))


class SpecialDayInput(serializers.Serializer[Any]):
    """Without `hours` a day off."""

    day = serializers.DateField()
    hours = WindowInput(allow_null=True, default=None)


class HoursOutput(serializers.Serializer[Hours]):
    id = serializers.UUIDField()
    weekdays = serializers.ListField(child=serializers.IntegerField())
    from_time = QuarterField()
    to_time = QuarterField()
    minutes = serializers.IntegerField()
    pause = serializers.IntegerField()
    valid_from = serializers.DateField()
    valid_until = serializers.DateField(allow_null=True)


class SpecialDayOutput(serializers.Serializer[SpecialDay]):
    id = serializers.UUIDField()
    day = serializers.DateField()
    off = serializers.BooleanField()
    from_time = QuarterField(allow_null=True)
    to_time = QuarterField(allow_null=True)
    minutes = serializers.IntegerField(allow_null=True)
    pause = serializers.IntegerField(allow_null=True)


class PracticeOutput(serializers.Serializer[Any]):
    time_zone = serializers.CharField()
    notice_minutes = serializers.IntegerField()
    horizon_days = serializers.IntegerField()
    place = serializers.CharField()
    languages = serializers.ListField(child=serializers.CharField())
    hours = HoursOutput(many=True)
    special_days = SpecialDayOutput(many=True)


class MyPractice(APIView):
    @extend_schema(responses={200: PracticeOutput, **PROBLEMS})
    def get(self, request: Request) -> Response:
        return Response(_practice(person_of(request)))

    @extend_schema(request=PracticeInput, responses={200: PracticeOutput, **PROBLEMS})
    def put(self, request: Request) -> Response:
        given = PracticeInput(data=request.data)
        given.is_valid(raise_exception=True)
        practices.change_practice(person_of(request), **given.validated_data)
        return Response(_practice(person_of(request)))


class HoursDetail(APIView):
    @extend_schema(
        request=HoursInput, responses={200: PracticeOutput, 201: PracticeOutput, **PROBLEMS}
    )
    def put(self, request: Request, id: UUID) -> Response:
        given = HoursInput(data=request.data)
        given.is_valid(raise_exception=True)
        _row, new = practices.set_hours(person_of(request), id=id, **given.validated_data)
        return Response(_practice(person_of(request)), status=_fresh(new))

    @extend_schema(responses={204: OpenApiResponse(), **PROBLEMS})
    def delete(self, request: Request, id: UUID) -> Response:
        practices.end_hours(person_of(request), id=id)
        return Response(status=status.HTTP_204_NO_CONTENT)


class SpecialDayDetail(APIView):
    @extend_schema(
        request=SpecialDayInput, responses={200: PracticeOutput, 201: PracticeOutput, **PROBLEMS}
    )
    def put(self, request: Request, id: UUID) -> Response:
        given = SpecialDayInput(data=request.data)
        given.is_valid(raise_exception=True)
        day, hours = given.validated_data["day"], given.validated_data["hours"] or {}
        _row, new = practices.set_special_day(person_of(request), id=id, day=day, **hours)
        return Response(_practice(person_of(request)), status=_fresh(new))

    @extend_schema(responses={204: OpenApiResponse(), **PROBLEMS})
    def delete(self, request: Request, id: UUID) -> Response:
        practices.drop_special_day(person_of(request), id=id)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _fresh(new: bool) -> int:
    return status.HTTP_201_CREATED if new else status.HTTP_200_OK


def _practice(counsellor: User) -> dict[str, Any]:
    """Without what is long over."""
    practice = practices.practice_of(counsellor)
    yesterday = timezone.now().date() - timedelta(days=1)
    hours = Hours.objects.filter(counsellor=counsellor).still_to_come(yesterday)
    days = SpecialDay.objects.filter(counsellor=counsellor, day__gte=yesterday)
    said = {
        "time_zone": practice.time_zone,
        "notice_minutes": practice.notice_minutes,
        "horizon_days": practice.horizon_days,
        "place": practice.place,
        "languages": practice.languages,
        "hours": hours.order_by("from_time", "id"),
        "special_days": days.order_by("day", "id"),
    }
    return dict(PracticeOutput(said).data)
