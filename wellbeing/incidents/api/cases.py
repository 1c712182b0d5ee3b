"""Cases, for those who handle them. Whatever is opened is written down."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import person_of
from wellbeing.core.api import PROBLEMS, SaidField, WordField
from wellbeing.incidents.api.fields import CaseCore, CaseMessageInput, shown
from wellbeing.incidents.models import Case
from wellbeing.incidents.rules import A_PAGE, IDENTITIES, KINDS, LONGEST_MESSAGE, STATES
from wellbeing.incidents.selectors import cases
from wellbeing.incidents.services import handling, writing


class CaseLine(serializers.Serializer[Any]):
    """Nothing of what it says, and not who: that is opened one by one."""

    id = serializers.UUIDField()
    identity = serializers.ChoiceField(choices=IDENTITIES)
    state = serializers.ChoiceField(choices=STATES)
    kinds = serializers.ListField(child=serializers.ChoiceField(choices=KINDS))
    severity = serializers.IntegerField()
    unit = serializers.CharField(source="unit.name", default=None, allow_null=True)
    received_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField(allow_null=True)
    handler = serializers.CharField(source="assigned_to.name", default=None, allow_null=True)
    mine = serializers.BooleanField()
    changed_at = serializers.DateTimeField()


class CasesOutput(serializers.Serializer[Any]):
    """`count` is of all pages. `read` of `closed` outcomes were read by whoever reported."""

    results = CaseLine(many=True)
    count = serializers.IntegerField()
    closed = serializers.IntegerField()
    read = serializers.IntegerField()


class CasesAsked(serializers.Serializer[Any]):
    """With an `id` one line, whatever its state: that it changed is seen without opening it."""

    id = serializers.UUIDField(required=False)
    state = WordField(choices=STATES, required=False)
    mine = serializers.BooleanField(default=False)
    page = serializers.IntegerField(min_value=1, max_value=100_000, default=1)


class CaseOutput(CaseCore):
    """`reporter` is empty where nobody signed."""

    id = serializers.UUIDField()
    identity = serializers.ChoiceField(choices=IDENTITIES)
    reporter = serializers.CharField(allow_null=True)
    unit = serializers.CharField(allow_null=True)
    mine = serializers.BooleanField()
    changed_at = serializers.DateTimeField()


class OutcomeInput(serializers.Serializer[Any]):
    text = SaidField(max_length=LONGEST_MESSAGE)


class CaseList(APIView):
    @extend_schema(parameters=[CasesAsked], responses={200: CasesOutput, **PROBLEMS})
    def get(self, request: Request) -> Response:
        asked = CasesAsked(data=request.query_params)
        asked.is_valid(raise_exception=True)
        handler = person_of(request)
        seen = cases.visible_to(handler, now=timezone.now())
        found = cases.inbox(seen, handler, **_filters(asked.validated_data))
        told = {"count": found.count(), "results": _page(found, asked.validated_data["page"])}
        return Response(CasesOutput(told | cases.read_outcomes(seen)).data)


def _filters(asked: dict[str, Any]) -> dict[str, Any]:
    return {"id": asked.get("id"), "state": asked.get("state"), "mine": asked["mine"]}


def _page(found: QuerySet[Case], number: int) -> QuerySet[Case]:
    first = (number - 1) * A_PAGE
    return found[first : first + A_PAGE]


class CaseDetail(APIView):
    @extend_schema(responses={200: CaseOutput, **PROBLEMS})
    def get(self, request: Request, id: UUID) -> Response:
        """Each time is written down, and shown to whoever reported."""
        case = handling.open_case(person_of(request), id=id, now=timezone.now())
        return _answer(request, case)


class CaseAcknowledgement(APIView):
    @extend_schema(request=None, responses={200: CaseOutput, **PROBLEMS})
    def put(self, request: Request, id: UUID) -> Response:
        return _answer(request, handling.acknowledge(person_of(request), id=id, now=timezone.now()))


class CaseHolder(APIView):
    @extend_schema(request=None, responses={200: CaseOutput, **PROBLEMS})
    def put(self, request: Request, id: UUID) -> Response:
        """Take it over from a colleague."""
        return _answer(request, handling.take_over(person_of(request), id=id, now=timezone.now()))


class CaseOutcome(APIView):
    """What was done: it closes the case, and the reporter reads it."""

    @extend_schema(request=OutcomeInput, responses={200: CaseOutput, **PROBLEMS})
    def put(self, request: Request, id: UUID) -> Response:
        given = OutcomeInput(data=request.data)
        given.is_valid(raise_exception=True)
        text, now = given.validated_data["text"], timezone.now()
        return _answer(request, handling.close(person_of(request), id=id, outcome=text, now=now))

    @extend_schema(responses={200: CaseOutput, **PROBLEMS})
    def delete(self, request: Request, id: UUID) -> Response:
        """Open it again."""
        return _answer(request, handling.reopen(person_of(request), id=id, now=timezone.now()))


class CaseDistance(APIView):
    @extend_schema(request=None, responses={204: OpenApiResponse(), **PROBLEMS})
    def put(self, request: Request, id: UUID) -> Response:
        """Stand back: from now on there is nothing here for this handler."""
        handling.stand_back(person_of(request), id=id, now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class CaseMessageDetail(APIView):
    @extend_schema(
        request=CaseMessageInput, responses={200: CaseOutput, 201: CaseOutput, **PROBLEMS}
    )
    def put(self, request: Request, id: UUID, message: UUID) -> Response:
        given = CaseMessageInput(data=request.data)
        given.is_valid(raise_exception=True)
        handler, now = person_of(request), timezone.now()
        case = handling.find(handler, id=id, now=now)
        text = given.validated_data["text"]
        _row, new = writing.write(case, uid=message, text=text, author=handler, now=now)
        case.refresh_from_db(fields=["changed_at"])
        return _answer(request, case, status.HTTP_201_CREATED if new else status.HTTP_200_OK)


def _answer(request: Request, case: Case, code: int = status.HTTP_200_OK) -> Response:
    told = shown(case) | {
        "id": case.pk,
        "identity": case.identity,
        "reporter": case.reporter.name if case.reporter else None,
        "unit": case.unit.name if case.unit else None,
        "mine": case.assigned_to_id == request.user.pk,
        "changed_at": case.changed_at,
    }
    return Response(CaseOutput(told).data, status=code)
