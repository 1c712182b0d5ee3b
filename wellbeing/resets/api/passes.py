"""Break passes over HTTP: an agent's own, and the check at the desk."""

from datetime import datetime
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
from wellbeing.core.api import PROBLEMS, WordField
from wellbeing.resets.api.fields import FiguresOutput, FloorUnitOutput, MinutesField
from wellbeing.resets.api.throttles import AskThrottle, CheckThrottle
from wellbeing.resets.models import BreakPass
from wellbeing.resets.models.passes import STATES, WORDS
from wellbeing.resets.rules import REASONS, minutes_up_to
from wellbeing.resets.selectors import passes as seen
from wellbeing.resets.selectors.floors import leads
from wellbeing.resets.selectors.policies import policy_for
from wellbeing.resets.services import passes


class PassInput(serializers.Serializer[Any]):
    """`because` is used for this decision and kept nowhere."""

    minutes = MinutesField()
    because = WordField(choices=REASONS, allow_null=True, default=None)


class ShownOutput(serializers.Serializer[BreakPass]):
    """What a holder shows: the same for every pass, whichever rule granted it."""

    id = serializers.UUIDField()
    name = serializers.CharField(source="agent.name")
    minutes = serializers.IntegerField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    words = serializers.SerializerMethodField()

    def get_words(self, row: BreakPass) -> str:
        return str(WORDS)


class PassOutput(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices=STATES)
    minutes = serializers.IntegerField()
    place_in_line = serializers.IntegerField(allow_null=True)
    expected_at = serializers.DateTimeField(allow_null=True)
    hold_until = serializers.DateTimeField(allow_null=True)
    shown = ShownOutput(allow_null=True)
    secret = serializers.CharField(allow_null=True)


class AllowanceOutput(serializers.Serializer[Any]):
    """What one is entitled to today; without a policy everything else is empty."""

    floor = FloorUnitOutput(allow_null=True)
    policy = FiguresOutput(allow_null=True)
    choices = serializers.ListField(child=serializers.IntegerField())
    left_today = serializers.IntegerField()
    left_after_threat = serializers.IntegerField()
    left_after_slur = serializers.IntegerField()
    open = serializers.UUIDField(allow_null=True)
    leads = serializers.BooleanField(
        help_text="Sees the floor's number as a supervisor, and takes no pass there."
    )
    words = serializers.CharField()


class CheckInput(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    secret = serializers.CharField(max_length=64)


class CheckedOutput(serializers.Serializer[Any]):
    name = serializers.CharField()
    minutes = serializers.IntegerField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    state = serializers.ChoiceField(choices=["valid", "over", "ended"])
    words = serializers.CharField()


class BreakPassDetail(APIView):
    """A pass of the person who asks, or their place in line for one."""

    throttle_classes = [AskThrottle]

    @extend_schema(request=PassInput, responses={200: PassOutput, 201: PassOutput, **PROBLEMS})
    def put(self, request: Request, id: UUID) -> Response:
        given = PassInput(data=request.data)
        given.is_valid(raise_exception=True)
        now, agent = timezone.now(), person_of(request)
        row, new = passes.ask_for_pass(agent, id=id, now=now, **given.validated_data)
        code = status.HTTP_201_CREATED if new else status.HTTP_200_OK
        return Response(_standing(row, now), status=code)

    @extend_schema(responses={200: PassOutput, **PROBLEMS})
    def get(self, request: Request, id: UUID) -> Response:
        now = timezone.now()
        return Response(_standing(passes.pass_of(person_of(request), id=id, now=now), now))

    @extend_schema(responses={204: OpenApiResponse(), **PROBLEMS})
    def delete(self, request: Request, id: UUID) -> Response:
        passes.give_back(person_of(request), id=id, now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class BreakPassAcceptance(APIView):
    @extend_schema(request=None, responses={200: PassOutput, **PROBLEMS})
    def put(self, request: Request, id: UUID) -> Response:
        now = timezone.now()
        return Response(_standing(passes.accept_place(person_of(request), id=id, now=now), now))


class MyBreakAllowance(APIView):
    @extend_schema(responses={200: AllowanceOutput, **PROBLEMS})
    def get(self, request: Request) -> Response:
        return Response(AllowanceOutput(_allowance(person_of(request), timezone.now())).data)


class BreakPassChecks(APIView):
    """The desk, without an account; nothing is stored, and the secret stands in no address."""

    authentication_classes: list[Any] = []
    throttle_classes = [CheckThrottle]

    @extend_schema(request=CheckInput, responses={200: CheckedOutput, **PROBLEMS})
    def post(self, request: Request) -> Response:
        given = CheckInput(data=request.data)
        given.is_valid(raise_exception=True)
        row = passes.shown_to_desk(**given.validated_data)
        state = row.state(timezone.now())
        shown = ShownOutput(row).data | {"state": "valid" if state == "running" else state}
        return Response(CheckedOutput(shown).data)


def _standing(row: BreakPass, now: datetime) -> dict[str, Any]:
    state = row.state(now)
    place = seen.place_in_line(row) if state == "waiting" else None
    return PassOutput(
        {
            "id": row.id,
            "state": state,
            "minutes": row.minutes,
            "place_in_line": place,
            "expected_at": seen.expected_at(row, place, now=now) if place else None,
            "hold_until": row.hold_until if state == "held" else None,
            "shown": row if row.starts_at else None,
            "secret": passes.secret_for(row) if row.starts_at else None,
        }
    ).data


def _allowance(agent: User, now: datetime) -> dict[str, Any]:
    policy = policy_for(agent, at=now)
    left = seen.left_today(agent, policy, now=now) if policy else {}
    return {
        "floor": policy and policy.unit,
        "policy": policy and policy.figures(),
        "choices": minutes_up_to(policy.minutes or 0) if policy else [],
        "left_today": left.get(None, 0),
        "left_after_threat": left.get("threat", 0),
        "left_after_slur": left.get("slur", 0),
        "open": seen.open_pass(agent, now=now),
        "leads": policy is not None and leads(agent, policy.unit_id, now=now),
        "words": str(WORDS),
    }
