"""One's own calls for help, and drills."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.me import PlaceOutput
from accounts.authentication import person_of
from accounts.models import User
from wellbeing.core.api import PROBLEMS, WholeNumberField
from wellbeing.core.device_time import DeviceTimeField, parse
from wellbeing.core.errors import NotFound
from wellbeing.support.help_now.api.throttles import PressThrottle
from wellbeing.support.help_now.models import HelpCall
from wellbeing.support.help_now.rules import STATES, WHO, phone_of
from wellbeing.support.help_now.selectors.calls import calls_by, told_of
from wellbeing.support.help_now.selectors.ladders import ladder_of
from wellbeing.support.help_now.selectors.people import units_to_drill
from wellbeing.support.help_now.services import climbing, pressing

_LARGEST_ID = 2**31 - 1


class PressInput(serializers.Serializer[Any]):
    pressed_at = DeviceTimeField()


class DrillInput(serializers.Serializer[Any]):
    unit = WholeNumberField(min_value=1, max_value=_LARGEST_ID)


class ToldOutput(serializers.Serializer[Any]):
    name = serializers.CharField()
    at = serializers.DateTimeField()


class StepOutput(serializers.Serializer[Any]):
    """One step of the ladder that was taken; nobody in `told` where it reached nobody new."""

    who = serializers.ChoiceField(choices=WHO)
    at = serializers.DateTimeField()
    told = ToldOutput(many=True)
    phone = serializers.CharField()


class HelpCallOutput(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices=STATES)
    drill = serializers.BooleanField()
    unit = serializers.CharField()
    pressed_at = serializers.DateTimeField()
    steps = StepOutput(many=True)
    climbs_at = serializers.DateTimeField(allow_null=True)
    seen_at = serializers.DateTimeField(allow_null=True)
    seen_by = serializers.CharField(allow_null=True)
    coming_at = serializers.DateTimeField(allow_null=True)
    coming_by = serializers.CharField(allow_null=True)
    there_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    phone = serializers.CharField()


class MyHelpOutput(serializers.Serializer[Any]):
    """Whether there is anybody to call, the number to dial without us, and what is open."""

    available = serializers.BooleanField()
    phone = serializers.CharField()
    open = serializers.UUIDField(allow_null=True)


class DrillUnitsOutput(serializers.Serializer[Any]):
    results = PlaceOutput(many=True)


class HelpCallDetail(APIView):
    """A call of the person who asks. Nobody else finds it here."""

    throttle_classes = [PressThrottle]

    @extend_schema(
        request=PressInput, responses={200: HelpCallOutput, 201: HelpCallOutput, **PROBLEMS}
    )
    def put(self, request: Request, id: UUID) -> Response:
        given = PressInput(data=request.data)
        given.is_valid(raise_exception=True)
        now = timezone.now()
        pressed_at = now - _age(request, given.validated_data["pressed_at"], now)
        call, new = pressing.press(person_of(request), id=id, pressed_at=pressed_at, now=now)
        code = status.HTTP_201_CREATED if new else status.HTTP_200_OK
        return Response(_shown(call), status=code)

    @extend_schema(responses={200: HelpCallOutput, **PROBLEMS})
    def get(self, request: Request, id: UUID) -> Response:
        call = calls_by(person_of(request)).filter(press=id).first()
        if call is None:
            raise NotFound
        climbing.catch_up(call, now=timezone.now())
        return Response(_shown(call))

    @extend_schema(responses={204: OpenApiResponse(), **PROBLEMS})
    def delete(self, request: Request, id: UUID) -> Response:
        pressing.withdraw(person_of(request), id=id, now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class MyHelp(APIView):
    @extend_schema(responses={200: MyHelpOutput, **PROBLEMS})
    def get(self, request: Request) -> Response:
        person, now = person_of(request), timezone.now()
        ladder = ladder_of(person.unit_id, at=now) if person.unit_id else ()
        found = {
            "available": bool(ladder),
            "phone": phone_of(ladder),
            "open": _open_one(person, now),
        }
        return Response(MyHelpOutput(found).data)


class HelpDrillDetail(APIView):
    """A drill for a unit of one's own; it is read and ended like any other call of one's own."""

    throttle_classes = [PressThrottle]

    @extend_schema(
        request=DrillInput, responses={200: HelpCallOutput, 201: HelpCallOutput, **PROBLEMS}
    )
    def put(self, request: Request, id: UUID) -> Response:
        given = DrillInput(data=request.data)
        given.is_valid(raise_exception=True)
        unit_id = given.validated_data["unit"]
        call, new = pressing.drill(person_of(request), id=id, unit_id=unit_id, now=timezone.now())
        code = status.HTTP_201_CREATED if new else status.HTTP_200_OK
        return Response(_shown(call), status=code)


class HelpDrillUnits(APIView):
    @extend_schema(responses={200: DrillUnitsOutput, **PROBLEMS})
    def get(self, request: Request) -> Response:
        units = units_to_drill(person_of(request), now=timezone.now()).order_by("name", "pk")
        results = list(units.select_related("parent__parent__parent"))
        return Response(DrillUnitsOutput({"results": results}).data)


def _age(request: Request, pressed_at: datetime, now: datetime) -> timedelta:
    """How long ago by the device's own clock, whatever that clock says."""
    sent_at = parse(request.headers.get("Device-Time")) or now
    return max(timedelta(), sent_at - pressed_at)


def _open_one(person: User, now: datetime) -> UUID | None:
    for call in calls_by(person).open():
        climbing.catch_up(call, now=now)
        return None if call.ended_at else call.press
    return None


def _shown(call: HelpCall) -> dict[str, Any]:
    ladder = call.steps()
    return HelpCallOutput(
        {
            "id": call.press,
            "state": call.state(),
            "drill": call.drill,
            "unit": call.unit_name,
            "pressed_at": call.pressed_at,
            "steps": _steps(call),
            "climbs_at": call.climbs_at if call.rung < len(ladder) else None,
            "seen_at": call.seen_at,
            "seen_by": call.seen_by and call.seen_by.name,
            "coming_at": call.coming_at,
            "coming_by": call.coming_by and call.coming_by.name,
            "there_at": call.there_at,
            "ended_at": call.ended_at,
            "phone": phone_of(ladder),
        }
    ).data


def _steps(call: HelpCall) -> list[dict[str, Any]]:
    ladder, told = call.steps(), list(told_of(call.pk))
    return [
        {
            "who": ladder[step.rung].who,
            "at": step.at,
            "told": [
                {"name": row.person.name, "at": row.told_at}
                for row in told
                if row.rung == step.rung
            ],
            "phone": ladder[step.rung].phone,
        }
        for step in call.taken.order_by("rung")
    ]
