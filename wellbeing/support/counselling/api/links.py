"""Moving and cancelling by a link, without signing in: the time is seen, and nothing else.

The secret comes in the body, so that it stands in no log; what it does not open is not found.
"""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from wellbeing.core.api import PROBLEMS
from wellbeing.support.counselling.api.throttles import LinkThrottle
from wellbeing.support.counselling.api.times import times_to_move_to
from wellbeing.support.counselling.models import Booking
from wellbeing.support.counselling.rules import Slot
from wellbeing.support.counselling.services import bookings, changes


class SecretInput(serializers.Serializer[Any]):
    secret = serializers.CharField(max_length=64)


class MoveInput(SecretInput):
    starts_at = serializers.DateTimeField()


class BareTimeOutput(serializers.Serializer[Slot]):
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()


class LinkedOutput(serializers.Serializer[Any]):
    """When it is and when it could be; not with whom, nor about what."""

    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    free = BareTimeOutput(many=True)


class _ByLink(APIView):
    authentication_classes: list[Any] = []
    throttle_classes = [LinkThrottle]


class AppointmentLooks(_ByLink):
    @extend_schema(request=SecretInput, responses={200: LinkedOutput, **PROBLEMS})
    def post(self, request: Request) -> Response:
        given = SecretInput(data=request.data)
        given.is_valid(raise_exception=True)
        return Response(_seen(given.validated_data["secret"]))


class AppointmentMoves(_ByLink):
    @extend_schema(request=MoveInput, responses={200: LinkedOutput, **PROBLEMS})
    def post(self, request: Request) -> Response:
        given = MoveInput(data=request.data)
        given.is_valid(raise_exception=True)
        secret, starts_at = given.validated_data["secret"], given.validated_data["starts_at"]
        now = timezone.now()
        row = bookings.told_by_link(secret, now=now)
        changes.move(row, starts_at=starts_at, by=None, now=now)
        return Response(_seen(secret))


class AppointmentCancellations(_ByLink):
    @extend_schema(request=SecretInput, responses={204: OpenApiResponse(), **PROBLEMS})
    def post(self, request: Request) -> Response:
        given = SecretInput(data=request.data)
        given.is_valid(raise_exception=True)
        now = timezone.now()
        row = bookings.told_by_link(given.validated_data["secret"], now=now)
        changes.cancel(row, by=None, now=now)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _seen(secret: str) -> dict[str, Any]:
    now = timezone.now()
    row: Booking = bookings.told_by_link(secret, now=now)
    free = [one.slot for one in times_to_move_to(row, now=now)]
    shown = {"starts_at": row.starts_at, "ends_at": row.ends_at, "free": free}
    return dict(LinkedOutput(shown).data)
