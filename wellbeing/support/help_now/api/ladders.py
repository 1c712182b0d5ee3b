"""Ladders of an administrator's own units, with who decided what and when."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.me import PlaceOutput
from accounts.authentication import person_of
from wellbeing.core.api import PROBLEMS, WholeNumberField
from wellbeing.support.help_now.api.fields import (
    RungInput,
    RungOutput,
    UnitNameOutput,
    rung_of,
    shown,
)
from wellbeing.support.help_now.models import Ladder
from wellbeing.support.help_now.rules import MOST_RUNGS
from wellbeing.support.help_now.selectors import ladders as selectors
from wellbeing.support.help_now.services import ladders

LATEST = 200
_LARGEST_ID = 2**31 - 1


class LadderInput(serializers.Serializer[Any]):
    """Without rungs the unit's own ladder ends, and that of the unit above holds."""

    unit = WholeNumberField(min_value=1, max_value=_LARGEST_ID)
    rungs = serializers.ListField(
        child=RungInput(), min_length=1, max_length=MOST_RUNGS, allow_null=True
    )


class LadderOutput(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    unit = UnitNameOutput()
    valid_from = serializers.DateTimeField()
    by = serializers.CharField()
    rungs = RungOutput(many=True, allow_null=True)


class LaddersOutput(serializers.Serializer[Any]):
    results = LadderOutput(many=True)


class LadderUnitOutput(serializers.Serializer[Any]):
    """`holder` is the unit whose ladder holds here; without one it is the built-in ladder."""

    unit = PlaceOutput()
    own = serializers.BooleanField()
    holder = UnitNameOutput(allow_null=True)
    rungs = RungOutput(many=True)


class LadderUnitsOutput(serializers.Serializer[Any]):
    results = LadderUnitOutput(many=True)


class HistoryInput(serializers.Serializer[Any]):
    unit = serializers.IntegerField(min_value=1, max_value=_LARGEST_ID, required=False)


class HelpLadderDetail(APIView):
    @extend_schema(
        request=LadderInput, responses={200: LadderOutput, 201: LadderOutput, **PROBLEMS}
    )
    def put(self, request: Request, id: UUID) -> Response:
        given = LadderInput(data=request.data)
        given.is_valid(raise_exception=True)
        rungs = given.validated_data["rungs"]
        version, new = ladders.set_ladder(
            person_of(request),
            id=id,
            unit_id=given.validated_data["unit"],
            rungs=None if rungs is None else [rung_of(rung) for rung in rungs],
            now=timezone.now(),
        )
        code = status.HTTP_201_CREATED if new else status.HTTP_200_OK
        return Response(LadderOutput(_versions([version])[0]).data, status=code)


class HelpLadderList(APIView):
    """What was decided, newest first."""

    @extend_schema(
        parameters=[OpenApiParameter("unit", OpenApiTypes.INT)],
        responses={200: LaddersOutput, **PROBLEMS},
    )
    def get(self, request: Request) -> Response:
        asked = HistoryInput(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        found = selectors.history_for(person_of(request), now=timezone.now())
        latest = list(found.filter(**asked.validated_data)[:LATEST])
        return Response(LaddersOutput({"results": _versions(latest)}).data)


class HelpLadderUnits(APIView):
    """Every unit that the person who asks administers, and the ladder that holds there."""

    @extend_schema(responses={200: LadderUnitsOutput, **PROBLEMS})
    def get(self, request: Request) -> Response:
        rows = selectors.units_with_ladders(person_of(request), now=timezone.now())
        names = selectors.names_of([rung for row in rows for rung in row["rungs"]])
        results = [row | {"rungs": shown(row["rungs"], names)} for row in rows]
        return Response(LadderUnitsOutput({"results": results}).data)


def _versions(versions: list[Ladder]) -> list[dict[str, Any]]:
    names = selectors.names_of([rung for version in versions for rung in version.steps()])
    return [
        {
            "id": version.id,
            "unit": version.unit,
            "valid_from": version.valid_from,
            "by": version.by.name,
            "rungs": None if version.is_end else shown(version.steps(), names),
        }
        for version in versions
    ]
