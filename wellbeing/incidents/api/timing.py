"""What both sides read of a case's time and rules, and what its handler does about them."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import person_of
from wellbeing.core.api import PROBLEMS, SaidField, WordField
from wellbeing.incidents.api.cases import CaseOutput, answer
from wellbeing.incidents.rules import (
    FOR_ANOTHER_REASON,
    LONGEST_REASON,
    PAUSES,
    STEP_SET_ASIDE,
    STEP_STATES,
)
from wellbeing.incidents.services import pausing, steps


class CasePauseInput(serializers.Serializer[Any]):
    """Words are needed for another reason alone; only case handlers read them."""

    reason = WordField(choices=PAUSES)
    words = SaidField(max_length=LONGEST_REASON, allow_blank=True, default="")

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        if given["reason"] == FOR_ANOTHER_REASON and not given["words"].strip():
            raise serializers.ValidationError({"words": [_("Say what is waited for.")]})
        return given


class CaseStepInput(serializers.Serializer[Any]):
    state = WordField(choices=STEP_STATES)
    reason = SaidField(max_length=LONGEST_REASON, allow_blank=True, default="")

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        if given["state"] == STEP_SET_ASIDE and not given["reason"].strip():
            raise serializers.ValidationError({"reason": [_("Say why this is not done.")]})
        return given


class CasePauseDetail(APIView):
    """The clock of the answer stands still."""

    @extend_schema(request=CasePauseInput, responses={200: CaseOutput, **PROBLEMS})
    def put(self, request: Request, id: UUID) -> Response:
        given = CasePauseInput(data=request.data)
        given.is_valid(raise_exception=True)
        handler, now = person_of(request), timezone.now()
        return answer(request, pausing.pause(handler, id=id, now=now, **given.validated_data))

    @extend_schema(responses={200: CaseOutput, **PROBLEMS})
    def delete(self, request: Request, id: UUID) -> Response:
        """The rest of the time goes on."""
        return answer(request, pausing.resume(person_of(request), id=id, now=timezone.now()))


class CaseStepDetail(APIView):
    @extend_schema(request=CaseStepInput, responses={200: CaseOutput, **PROBLEMS})
    def put(self, request: Request, id: UUID, step: str) -> Response:
        """A step that the country asks for: done, set aside with a reason, or open again."""
        given = CaseStepInput(data=request.data)
        given.is_valid(raise_exception=True)
        handler, now = person_of(request), timezone.now()
        case = steps.settle(handler, id=id, step=step, now=now, **given.validated_data)
        return answer(request, case)
