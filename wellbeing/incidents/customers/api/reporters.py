"""What whoever reported reads of it: that something was decided, and until when. No reasons."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import person_of
from wellbeing.core.api import PROBLEMS
from wellbeing.incidents.api.anonymous import ReceiptInput
from wellbeing.incidents.api.throttles import NobodyThrottle, ReceiptThrottle
from wellbeing.incidents.customers.models import Action
from wellbeing.incidents.customers.rules.actions import KINDS
from wellbeing.incidents.customers.selectors.actions import approved_of
from wellbeing.incidents.customers.services.house_days import today
from wellbeing.incidents.models import Case
from wellbeing.incidents.selectors import cases


class ReportActionOutput(serializers.Serializer[Action]):
    """`ends_on` is the day on which it ended, where that was earlier."""

    kind = serializers.ChoiceField(choices=KINDS)
    decided_at = serializers.DateTimeField()
    ends_on = serializers.DateField()
    over = serializers.BooleanField()


class ReportActionsOutput(serializers.Serializer[Any]):
    results = ReportActionOutput(many=True)


class ReportActions(APIView):
    @extend_schema(responses={200: ReportActionsOutput, **PROBLEMS})
    def get(self, request: Request, id: UUID) -> Response:
        return _answer(cases.find_own(person_of(request), id))


class ReceiptActions(APIView):
    authentication_classes: list[Any] = []
    throttle_classes = [NobodyThrottle, ReceiptThrottle]

    @extend_schema(request=ReceiptInput, responses={200: ReportActionsOutput, **PROBLEMS})
    def post(self, request: Request) -> Response:
        given = ReceiptInput(data=request.data)
        given.is_valid(raise_exception=True)
        return _answer(cases.find_by_receipt(given.validated_data["receipt"]))


def _answer(case: Case) -> Response:
    told = [
        {
            "kind": one.kind,
            "decided_at": one.decided_at,
            "ends_on": today(one.ended_at) if one.ended_at else one.ends_on,
            "over": one.ended_at is not None,
        }
        for one in approved_of(case)
    ]
    return Response(ReportActionsOutput({"results": told}).data)
