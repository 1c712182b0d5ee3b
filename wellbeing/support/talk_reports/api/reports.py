"""One's own reports of talks."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import person_of
from wellbeing.core.api import PROBLEMS, SaidField, WordField, YesNoField
from wellbeing.support.talk_reports import selectors, services
from wellbeing.support.talk_reports.api.fields import OpeningOutput, openings_of
from wellbeing.support.talk_reports.models import TalkReport
from wellbeing.support.talk_reports.rules import KEPT, LONGEST_TEXT, STATES, WHAT


class TalkReportInput(serializers.Serializer[Any]):
    """`with_copy`: the talk goes with it, as the reporter can read it."""

    talk = serializers.UUIDField()
    what = WordField(choices=WHAT)
    text = SaidField(max_length=LONGEST_TEXT, allow_null=True, default=None)
    with_copy = YesNoField(default=True)


class TalkReportOutput(serializers.Serializer[Any]):
    """`anybody` is whether there is a case handler who may open it; without one it waits."""

    id = serializers.UUIDField()
    talk = serializers.UUIDField()
    state = serializers.ChoiceField(choices=STATES)
    what = serializers.ChoiceField(choices=WHAT, allow_null=True)
    text = serializers.CharField(allow_null=True)
    with_copy = serializers.BooleanField()
    made_at = serializers.DateTimeField()
    anybody = serializers.BooleanField()
    openings = OpeningOutput(many=True)
    answer = serializers.CharField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    erase_at = serializers.DateTimeField(allow_null=True)


class TalkReportsOutput(serializers.Serializer[Any]):
    results = TalkReportOutput(many=True)


class TalkReportList(APIView):
    @extend_schema(responses={200: TalkReportsOutput, **PROBLEMS})
    def get(self, request: Request) -> Response:
        found = [_shown(row) for row in selectors.reports_of(person_of(request))]
        return Response(TalkReportsOutput({"results": found}).data)


class TalkReportDetail(APIView):
    @extend_schema(
        request=TalkReportInput,
        responses={200: TalkReportOutput, 201: TalkReportOutput, **PROBLEMS},
    )
    def put(self, request: Request, id: UUID) -> Response:
        """Reported once for each id; a repeat changes nothing."""
        given = TalkReportInput(data=request.data)
        given.is_valid(raise_exception=True)
        said = dict(given.validated_data)
        row, new = services.report_talk(
            person_of(request), uid=id, talk_id=said.pop("talk"), now=timezone.now(), **said
        )
        code = status.HTTP_201_CREATED if new else status.HTTP_200_OK
        return Response(TalkReportOutput(_shown(row)).data, status=code)


def _shown(row: TalkReport) -> dict[str, Any]:
    said = selectors.opened(row, "said") or {"what": None, "text": None}
    waits = row.closed_at is None
    return {
        "id": row.uid,
        "talk": row.talk,
        "state": row.state,
        **said,
        "with_copy": row.copy is not None,
        "made_at": row.made_at,
        "anybody": not waits or bool(selectors.handlers_of(row, now=timezone.now())),
        "openings": openings_of(row),
        "answer": selectors.opened(row, "answer"),
        "closed_at": row.closed_at,
        "erase_at": row.closed_at + KEPT if row.closed_at else None,
    }
