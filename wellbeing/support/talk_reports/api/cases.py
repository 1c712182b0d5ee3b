"""Reports of talks, for the case handlers who may open them. Whatever is opened is written down."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import person_of
from accounts.models import User
from wellbeing.core.api import PROBLEMS, SaidField
from wellbeing.support.talk_reports import selectors, services
from wellbeing.support.talk_reports.api.fields import OpeningOutput, openings_of
from wellbeing.support.talk_reports.models import TalkReport
from wellbeing.support.talk_reports.rules import LONGEST_TEXT, NAMES, STATES, WHAT
from wellbeing.support.talks.rules import ROLES


class TalkReportCaseLine(serializers.Serializer[Any]):
    """Nothing of what it says: that is opened one by one."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices=STATES)
    made_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)


class TalkReportCasesOutput(serializers.Serializer[Any]):
    results = TalkReportCaseLine(many=True)


class PartyOutput(serializers.Serializer[Any]):
    """`name` comes once this case handler has opened who they are."""

    shown_as = serializers.CharField()
    role = serializers.ChoiceField(choices=ROLES)
    reporter = serializers.BooleanField()
    name = serializers.CharField(allow_null=True)


class CopiedMessage(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    sent_at = serializers.DateTimeField()
    name = serializers.CharField()
    role = serializers.ChoiceField(choices=ROLES)
    by_reporter = serializers.BooleanField()
    text = serializers.CharField()


class TalkReportCaseOutput(TalkReportCaseLine):
    """A withdrawn one is empty."""

    what = serializers.ChoiceField(choices=WHAT, allow_null=True)
    text = serializers.CharField(allow_null=True)
    parties = PartyOutput(many=True)
    copy = CopiedMessage(many=True, allow_null=True)
    openings = OpeningOutput(many=True)
    answer = serializers.CharField(allow_null=True)


class CaseAnswerInput(serializers.Serializer[Any]):
    text = SaidField(max_length=LONGEST_TEXT)


class TalkReportCaseList(APIView):
    @extend_schema(responses={200: TalkReportCasesOutput, **PROBLEMS})
    def get(self, request: Request) -> Response:
        found = selectors.cases_of(person_of(request), now=timezone.now())
        return Response(TalkReportCasesOutput({"results": found}).data)


class TalkReportCaseDetail(APIView):
    @extend_schema(responses={200: TalkReportCaseOutput, **PROBLEMS})
    def get(self, request: Request, id: UUID) -> Response:
        """Each time is written down, and shown to whoever reported."""
        handler = person_of(request)
        row = services.open_case(handler, id=id, now=timezone.now())
        return Response(TalkReportCaseOutput(_shown(row, handler)).data)


class TalkReportCaseNames(APIView):
    """Who the people behind the shown names are: opened for itself, and written down."""

    @extend_schema(request=None, responses={200: TalkReportCaseOutput, **PROBLEMS})
    def put(self, request: Request, id: UUID) -> Response:
        handler = person_of(request)
        row = services.open_case(handler, id=id, what=NAMES, now=timezone.now())
        return Response(TalkReportCaseOutput(_shown(row, handler)).data)


class TalkReportCaseAnswer(APIView):
    """What was done. It closes the report, and the reporter reads it."""

    @extend_schema(request=CaseAnswerInput, responses={200: TalkReportCaseOutput, **PROBLEMS})
    def put(self, request: Request, id: UUID) -> Response:
        given = CaseAnswerInput(data=request.data)
        given.is_valid(raise_exception=True)
        handler = person_of(request)
        row = services.answer_case(handler, id=id, now=timezone.now(), **given.validated_data)
        return Response(TalkReportCaseOutput(_shown(row, handler)).data)


def _shown(row: TalkReport, handler: User) -> dict[str, Any]:
    said = selectors.opened(row, "said") or {"what": None, "text": None}
    return {
        "id": row.pk,
        "state": row.state,
        "made_at": row.made_at,
        "closed_at": row.closed_at,
        **said,
        "parties": _parties(row, handler),
        "copy": selectors.opened(row, "copy"),
        "openings": openings_of(row),
        "answer": selectors.opened(row, "answer"),
    }


def _parties(row: TalkReport, handler: User) -> list[dict[str, Any]]:
    named = row.openings.filter(handler=handler, what=NAMES).exists()
    return [
        {
            "shown_as": party.shown_as,
            "role": party.role,
            "reporter": party.person_id == row.reporter_id,
            "name": party.person.name if named else None,
        }
        for party in row.parties.select_related("person").order_by("pk")
    ]
