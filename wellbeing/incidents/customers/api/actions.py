"""Actions toward customers, one by one and those that wait for whoever asks."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import person_of
from wellbeing.core.api import PROBLEMS, SaidField, WordField, YesNoField
from wellbeing.incidents.customers.api.fields import ActionLine, ActionOutput
from wellbeing.incidents.customers.models import Action
from wellbeing.incidents.customers.rules.actions import LONGEST_REASON, WAITING
from wellbeing.incidents.customers.selectors.actions import waiting_for
from wellbeing.incidents.customers.services import acting, appealing
from wellbeing.incidents.rules import A_PAGE


class ActionsAsked(serializers.Serializer[Any]):
    waiting = WordField(choices=WAITING)


class ActionsOutput(serializers.Serializer[Any]):
    results = ActionLine(many=True)
    count = serializers.IntegerField()


class EndInput(serializers.Serializer[Any]):
    reason = SaidField(max_length=LONGEST_REASON)


class DecisionInput(EndInput):
    approve = YesNoField()


class ReviewInput(EndInput):
    keep = YesNoField()


class AppealInput(serializers.Serializer[Any]):
    """`came_on` is the day on which the customer's words arrived."""

    text = SaidField(max_length=LONGEST_REASON)
    came_on = serializers.DateField()
    suspend = YesNoField()


class AppealDecisionInput(EndInput):
    uphold = YesNoField()


class ActionList(APIView):
    @extend_schema(parameters=[ActionsAsked], responses={200: ActionsOutput, **PROBLEMS})
    def get(self, request: Request) -> Response:
        """What waits for the person who asks: to approve, to look at again, or appeals."""
        asked = ActionsAsked(data=request.query_params)
        asked.is_valid(raise_exception=True)
        handler, waiting = person_of(request), asked.validated_data["waiting"]
        found = waiting_for(handler, waiting, now=timezone.now())
        told = {"results": found[:A_PAGE], "count": found.count()}
        return Response(ActionsOutput(told, context={"handler": handler}).data)


class ActionDetail(APIView):
    @extend_schema(responses={200: ActionOutput, **PROBLEMS})
    def get(self, request: Request, id: UUID) -> Response:
        """With its reasons; that they were read is written down."""
        return _answer(request, acting.open_action(person_of(request), id=id, now=timezone.now()))


class ActionDecision(APIView):
    @extend_schema(request=DecisionInput, responses={200: ActionOutput, **PROBLEMS})
    def put(self, request: Request, id: UUID) -> Response:
        said = _given(DecisionInput, request)
        return _answer(
            request, acting.decide(person_of(request), id=id, now=timezone.now(), **said)
        )


class ActionEnd(APIView):
    @extend_schema(request=EndInput, responses={200: ActionOutput, **PROBLEMS})
    def put(self, request: Request, id: UUID) -> Response:
        """Lift it early, or take the proposal back."""
        said = _given(EndInput, request)
        return _answer(request, acting.end(person_of(request), id=id, now=timezone.now(), **said))


class ActionReview(APIView):
    @extend_schema(request=ReviewInput, responses={200: ActionOutput, **PROBLEMS})
    def put(self, request: Request, id: UUID) -> Response:
        said = _given(ReviewInput, request)
        return _answer(
            request, acting.review(person_of(request), id=id, now=timezone.now(), **said)
        )


class ActionAppeal(APIView):
    @extend_schema(request=AppealInput, responses={200: ActionOutput, **PROBLEMS})
    def put(self, request: Request, id: UUID) -> Response:
        """The customer wrote; while that is open the action may rest."""
        handler, said = person_of(request), _given(AppealInput, request)
        return _answer(request, appealing.enter_appeal(handler, id=id, now=timezone.now(), **said))


class ActionAppealDecision(APIView):
    @extend_schema(request=AppealDecisionInput, responses={200: ActionOutput, **PROBLEMS})
    def put(self, request: Request, id: UUID) -> Response:
        handler, said = person_of(request), _given(AppealDecisionInput, request)
        return _answer(request, appealing.decide_appeal(handler, id=id, now=timezone.now(), **said))


def _given(form: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    given = form(data=request.data)
    given.is_valid(raise_exception=True)
    said: dict[str, Any] = given.validated_data
    return said


def _answer(request: Request, action: Action) -> Response:
    return Response(ActionOutput(action, context={"handler": person_of(request)}).data)
