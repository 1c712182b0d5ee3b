"""One's own switch."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import person_of
from accounts.models.people import Role
from wellbeing.core.api import PROBLEMS
from wellbeing.core.device_time import DeviceTimeField, skew_of
from wellbeing.support.shifts import selectors, services
from wellbeing.support.shifts.rules import ROLES


class ShiftInput(serializers.Serializer[Any]):
    role = serializers.ChoiceField(choices=ROLES)
    until = DeviceTimeField(allow_null=True)


class ShiftOutput(serializers.Serializer[Any]):
    role = serializers.ChoiceField(choices=ROLES)
    until = serializers.DateTimeField(allow_null=True)


class ShiftsOutput(serializers.Serializer[Any]):
    results = ShiftOutput(many=True)


class MyShifts(APIView):
    """In which roles one can be asked, and until when one is there. Nobody else reads it."""

    @extend_schema(responses={200: ShiftsOutput, **PROBLEMS})
    def get(self, request: Request) -> Response:
        found = selectors.shifts_of(person_of(request), now=timezone.now())
        rows = [{"role": role, "until": until} for role, until in found.items()]
        return Response(ShiftsOutput({"results": rows}).data)

    @extend_schema(request=ShiftInput, responses={200: ShiftsOutput, **PROBLEMS})
    def put(self, request: Request) -> Response:
        given = ShiftInput(data=request.data)
        given.is_valid(raise_exception=True)
        role, until = given.validated_data["role"], given.validated_data["until"]
        now = timezone.now()
        if until is not None:
            until += skew_of(request, now)
        services.set_shift(person_of(request), role=Role(role), until=until, now=now)
        return self.get(request)
