"""Break policies of an administrator's own units, with who decided what and when."""

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
from wellbeing.resets import rules
from wellbeing.resets.api.fields import FiguresOutput, FloorUnitOutput, MinutesField
from wellbeing.resets.models import BreakPolicy
from wellbeing.resets.selectors import policies as selectors
from wellbeing.resets.services import policies

LATEST = 200
_LARGEST_ID = 2**31 - 1


class FiguresInput(serializers.Serializer[Any]):
    minutes = MinutesField()
    passes_a_day = WholeNumberField(min_value=0, max_value=rules.MOST_A_DAY)
    places = WholeNumberField(min_value=1, max_value=rules.MOST_PLACES)
    extra_after_threat = WholeNumberField(min_value=0, max_value=rules.MOST_EXTRA)
    extra_after_slur = WholeNumberField(min_value=0, max_value=rules.MOST_EXTRA)


class PolicyInput(serializers.Serializer[Any]):
    """Without figures the unit's own policy ends, and that of the unit above holds."""

    unit = WholeNumberField(min_value=1, max_value=_LARGEST_ID)
    figures = FiguresInput(allow_null=True)


class PolicyOutput(serializers.Serializer[BreakPolicy]):
    id = serializers.UUIDField()
    unit = FloorUnitOutput()
    valid_from = serializers.DateTimeField()
    by = serializers.CharField(source="by.name")
    time_zone = serializers.CharField()
    figures = FiguresOutput(allow_null=True)


class PoliciesOutput(serializers.Serializer[Any]):
    results = PolicyOutput(many=True)


class InForceOutput(serializers.Serializer[Any]):
    unit = FloorUnitOutput()
    figures = FiguresOutput()


class PolicyUnitOutput(serializers.Serializer[Any]):
    unit = PlaceOutput()
    own = FiguresOutput(allow_null=True)
    in_force = InForceOutput(allow_null=True)


class PolicyUnitsOutput(serializers.Serializer[Any]):
    results = PolicyUnitOutput(many=True)


class HistoryInput(serializers.Serializer[Any]):
    unit = serializers.IntegerField(min_value=1, max_value=_LARGEST_ID, required=False)


class BreakPolicyDetail(APIView):
    @extend_schema(
        request=PolicyInput, responses={200: PolicyOutput, 201: PolicyOutput, **PROBLEMS}
    )
    def put(self, request: Request, id: UUID) -> Response:
        given = PolicyInput(data=request.data)
        given.is_valid(raise_exception=True)
        version, new = policies.set_policy(
            person_of(request),
            id=id,
            unit_id=given.validated_data["unit"],
            figures=given.validated_data["figures"],
            now=timezone.now(),
        )
        code = status.HTTP_201_CREATED if new else status.HTTP_200_OK
        return Response(PolicyOutput(version).data, status=code)


class BreakPolicyList(APIView):
    """What was decided, newest first; the first of a unit is in force there."""

    @extend_schema(
        parameters=[OpenApiParameter("unit", OpenApiTypes.INT)],
        responses={200: PoliciesOutput, **PROBLEMS},
    )
    def get(self, request: Request) -> Response:
        asked = HistoryInput(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        versions = selectors.history_for(person_of(request), now=timezone.now())
        latest = list(versions.filter(**asked.validated_data)[:LATEST])
        return Response(PoliciesOutput({"results": latest}).data)


class BreakPolicyUnits(APIView):
    """Every unit that the person who asks administers, and what holds there."""

    @extend_schema(responses={200: PolicyUnitsOutput, **PROBLEMS})
    def get(self, request: Request) -> Response:
        found = selectors.units_with_policies(person_of(request), now=timezone.now())
        return Response(PolicyUnitsOutput({"results": found}).data)
