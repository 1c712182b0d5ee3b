"""Which times are free, and with whom."""

from datetime import datetime
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
from wellbeing.core.api import PROBLEMS
from wellbeing.support.counselling.models import Booking, Practice
from wellbeing.support.counselling.rules import SHOWN
from wellbeing.support.counselling.selectors.times import FreeTime, free_times, practices_for
from wellbeing.support.counselling.services import changes, line


class CounsellorOutput(serializers.Serializer[Practice]):
    id = serializers.UUIDField(source="counsellor_id")
    name = serializers.CharField(source="counsellor.name")
    languages = serializers.ListField(child=serializers.CharField())
    time_zone = serializers.CharField()


class FreeTimeOutput(serializers.Serializer[FreeTime]):
    counsellor = serializers.UUIDField(source="counsellor_id")
    starts_at = serializers.DateTimeField(source="slot.starts_at")
    ends_at = serializers.DateTimeField(source="slot.ends_at")


class FreeTimesOutput(serializers.Serializer[Any]):
    """`more_from` is the day's beginning of what did not fit any more, or null."""

    counsellors = CounsellorOutput(many=True)
    results = FreeTimeOutput(many=True)
    more_from = serializers.DateTimeField(allow_null=True)


class TimesAsked(serializers.Serializer[Any]):
    since = serializers.DateTimeField(required=False)
    counsellor = serializers.UUIDField(required=False)


class FreeTimes(APIView):
    """With those who are there for one's own part of the organisation."""

    @extend_schema(parameters=[TimesAsked], responses={200: FreeTimesOutput, **PROBLEMS})
    def get(self, request: Request) -> Response:
        asked = TimesAsked(data=request.query_params)
        asked.is_valid(raise_exception=True)
        now = timezone.now()
        line.sweep(now=now)
        client = person_of(request)
        practices = list(practices_for(client, now=now))
        chosen = asked.validated_data.get("counsellor")
        wanted = [one for one in practices if chosen in (None, one.pk)]
        since = asked.validated_data.get("since", now)
        found = [one for one in free_times(wanted, client, now=now) if one.slot.starts_at >= since]
        return Response(FreeTimesOutput(_page(practices, found)).data)


def _page(practices: list[Practice], found: list[FreeTime]) -> dict[str, Any]:
    shown, rest = found[:SHOWN], found[SHOWN:]
    more = rest[0].slot.starts_at if rest else None
    return {"counsellors": practices, "results": shown, "more_from": more}


def next_times(client: User, counsellor: UUID, *, now: datetime) -> list[dict[str, Any]]:
    """What somebody may have instead of a time that is gone."""
    here = practices_for(client, now=now).filter(pk=counsellor)
    return [dict(FreeTimeOutput(one).data) for one in free_times(here, client, now=now)[:6]]


def times_to_move_to(booking: Booking, *, now: datetime) -> list[FreeTime]:
    """None where they are no counsellor of this client's any more."""
    theirs = changes.practices_of(booking, now)
    found = free_times(theirs, booking.client, now=now, but=booking.ref)
    return [one for one in found if one.slot.starts_at != booking.starts_at][:SHOWN]
