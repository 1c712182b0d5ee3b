"""The privacy centre: what is stored about me, who looked, my copy, forgetting."""

from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import person_of
from accounts.models import User
from wellbeing import privacy
from wellbeing.checkins import privacy as checkins
from wellbeing.core import csv
from wellbeing.core.api import PROBLEMS
from wellbeing.core.downloads import download, json_object
from wellbeing.core.models import AuditEntry, Erasure

_TOWARD_THE_CUSTOMER: Final = (
    "action_proposed", "action_opened", "action_approved", "action_refused", "action_kept",
    "action_ended", "action_appealed", "appeal_decided", "customer_matched",
    "customer_told_apart", "customer_system_told",
)  # fmt: skip
LOOKED = _("Opened or changed your entry")
# What the person reads for each act that the audit log knows.
WORDS: Final[dict[str, Any]] = {
    "person_opened": _("Opened your entry"),
    "person_added": _("Added you"),
    "person_changed": _("Changed your entry"),
    "appointed": _("Made you administrator"),
    "person_left": _("Recorded that you left"),
    "invited": _("Sent you a link to sign in"),
    "case_opened": _("Opened your report of abuse"),
    "case_acknowledged": _("Took on your report of abuse"),
    "case_given": _("Gave your report of abuse to a colleague"),
    "case_taken_over": _("Took over your report of abuse"),
    "case_closed": _("Closed your report of abuse with an outcome"),
    "case_reopened": _("Opened your closed report of abuse again"),
    "case_left": _("Stood back from your report of abuse"),
    "case_held": _("Kept your report of abuse for a legal reason"),
    "case_let_go": _("Let go of your report of abuse, which was kept by law"),
    "case_message": _("Wrote to you about your report of abuse"),
    "case_pack_made": _("Took your report of abuse along as a file"),
    "case_paused": _("Let the time of your report of abuse stand still"),
    "case_resumed": _("Let the time of your report of abuse go on"),
    "case_step_settled": _("Took a step on your report of abuse"),
    "files_listed": _("Saw which files are on your report of abuse"),
    "file_viewed": _("Opened a file on your report of abuse"),
    # What is thought about toward a customer is told once it is decided, and with the outcome.
    **dict.fromkeys(_TOWARD_THE_CUSTOMER, _("Worked on your report of abuse")),
    "talk_report_opened": _("Opened your report of a talk"),
    "talk_report_named": _("Opened who took part in a talk that you reported"),
    "talk_report_answered": _("Answered your report of a talk"),
    "role_given": _("Gave you a role"),
    "role_changed": _("Changed a role of yours"),
}


class HoldingOutput(serializers.Serializer[Any]):
    kind = serializers.CharField()
    count = serializers.IntegerField()
    oldest_at = serializers.DateTimeField(allow_null=True)
    newest_at = serializers.DateTimeField(allow_null=True)


class Holdings(APIView):
    """Everything that is stored about the person who asks."""

    @extend_schema(responses={200: HoldingOutput(many=True), **PROBLEMS})
    def get(self, request: Request) -> Response:
        found = privacy.holdings(person_of(request))
        return Response(HoldingOutput(found, many=True).data)


class ViewOutput(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    by = serializers.SerializerMethodField()
    role = serializers.CharField()
    what = serializers.SerializerMethodField()

    def get_by(self, entry: AuditEntry) -> str:
        return str(entry.actor or gettext("Aftercall itself"))

    def get_what(self, entry: AuditEntry) -> str:
        return str(WORDS.get(entry.act, LOOKED))


class Views(APIView):
    """Who opened or changed the entry of the person who asks, newest first."""

    @extend_schema(responses={200: ViewOutput(many=True), **PROBLEMS})
    def get(self, request: Request) -> Response:
        entries = AuditEntry.objects.about(person_of(request).pk).order_by("-at", "-id")
        return Response(ViewOutput(entries.select_related("actor")[:500], many=True).data)


class ExportEverything(APIView):
    @extend_schema(responses={200: OpenApiTypes.OBJECT, **PROBLEMS})
    def get(self, request: Request) -> StreamingHttpResponse:
        head = {"made_at": timezone.now()}
        parts = json_object(head, privacy.export(person_of(request)))
        return download(
            request._request, parts, name="aftercall.json", content_type="application/json"
        )


class ExportCheckIns(APIView):
    @extend_schema(
        responses={
            (200, "text/csv"): OpenApiResponse(OpenApiTypes.STR),
            **PROBLEMS,
        }
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        rows = _table(person_of(request))
        return download(
            request._request,
            csv.lines(checkins.COLUMNS, rows),
            name="aftercall-checkins.csv",
            content_type="text/csv; charset=utf-8",
        )


def _table(person: User) -> Iterator[list[object]]:
    for row in checkins.export(person):
        cells = (row[column] for column in checkins.COLUMNS)
        yield [" ".join(cell) if isinstance(cell, list) else cell for cell in cells]


class ErasureOutput(serializers.Serializer[Erasure]):
    id = serializers.UUIDField()
    erased = serializers.DictField(child=serializers.IntegerField())


class ErasureDetail(APIView):
    @extend_schema(
        request=None,
        responses={200: ErasureOutput, 201: ErasureOutput, **PROBLEMS},
    )
    def put(self, request: Request, id: UUID) -> Response:
        erasure, fresh = privacy.erase(person_of(request), id=id, now=timezone.now())
        code = status.HTTP_201_CREATED if fresh else status.HTTP_200_OK
        return Response(ErasureOutput(erasure).data, status=code)
