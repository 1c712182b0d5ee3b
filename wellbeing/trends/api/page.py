"""The page of trends: one request, the same answer for an agent and a manager of a unit."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.http import StreamingHttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import person_of
from accounts.models import Unit
from wellbeing.core import csv
from wellbeing.core.api import PROBLEMS
from wellbeing.core.downloads import download, json_object
from wellbeing.core.errors import NotFound
from wellbeing.trends import chain, dashboard, looks, table, wall
from wellbeing.trends.api.outputs import PageOutput
from wellbeing.trends.models import Release

_UNIT = OpenApiParameter("unit", OpenApiTypes.INT64, description="0 is the organisation.")
_LARGEST = 2**63 - 1


class Page(APIView):
    """Everything released about the group of a unit; by default of the person's own."""

    @extend_schema(parameters=[_UNIT], responses={200: PageOutput, **PROBLEMS})
    def get(self, request: Request) -> Response:
        now = timezone.now()
        unit = _looked_at(request, now)
        with wall.released_only():
            found = dashboard.page(unit, now=now)
        more = {"unit": unit or None, "looked": looks.latest_looks(), "operator": settings.OPERATOR}
        return Response(PageOutput(found | more).data)


class ExportTrends(APIView):
    @extend_schema(
        parameters=[_UNIT],
        responses={(200, "text/csv"): OpenApiResponse(OpenApiTypes.STR), **PROBLEMS},
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        unit = _looked_at(request, timezone.now())
        with wall.released_only():
            rows = list(table.rows(unit))
        return download(
            request._request,
            csv.lines(table.HEADER, rows),
            name="aftercall-trends.csv",
            content_type="text/csv; charset=utf-8",
        )


class ExportLedger(APIView):
    """Every release with its hash, so that anybody can check that none was changed."""

    @extend_schema(responses={200: OpenApiTypes.OBJECT, **PROBLEMS})
    def get(self, request: Request) -> StreamingHttpResponse:
        parts = json_object({"how": chain.__doc__}, {"releases": _chain()})
        return download(
            request._request, parts, name="aftercall-ledger.json", content_type="application/json"
        )


def _chain() -> Iterator[dict[str, object]]:
    # Read a release at a time, so that the wall does not stay up between parts of the answer.
    for number in Release.objects.order_by("number").values_list("number", flat=True):
        with wall.released_only():
            found = list(chain.lines(Release.objects.filter(number=number)))
        yield from found


def _looked_at(request: Request, now: datetime) -> int:
    """Which unit is asked for, 0 for none; and that somebody above an agent looked."""
    person = person_of(request)
    asked = request.query_params.get("unit")
    number = serializers.IntegerField(min_value=0, max_value=_LARGEST)
    unit = number.run_validation(asked) if asked else looks.unit_of(person, now=now)
    if asked and unit and not Unit.objects.filter(pk=unit).exists():
        raise NotFound
    with transaction.atomic():
        looks.record_look(person, unit=unit, now=now)
    return unit
