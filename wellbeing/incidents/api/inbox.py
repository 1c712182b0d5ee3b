"""The list of cases, on a page and as a table; nothing of what they say."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import person_of
from accounts.models import User
from wellbeing.core import csv
from wellbeing.core.api import PROBLEMS, WordField
from wellbeing.core.downloads import download
from wellbeing.incidents.rules import (
    A_PAGE,
    CLOSED,
    IDENTITIES,
    KINDS,
    LONGEST_REFERENCE,
    MOST_COUNTED,
    SEVEREST,
    STATES,
    number_of,
)
from wellbeing.incidents.selectors import cases
from wellbeing.incidents.selectors.inbox import HELD_BY, Asked, counted, listed, matching, page_of

# A field for dates takes the year 9999, after which no day follows.
_THIS_AGE = [MinValueValidator(date(1970, 1, 2)), MaxValueValidator(date(2999, 12, 31))]


class CaseLine(serializers.Serializer[Any]):
    """Nothing of what it says, and not who: that is opened one by one."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    identity = serializers.ChoiceField(choices=IDENTITIES)
    state = serializers.ChoiceField(choices=STATES)
    kinds = serializers.ListField(child=serializers.ChoiceField(choices=KINDS))
    severity = serializers.IntegerField()
    urgent = serializers.BooleanField()
    on_hold = serializers.BooleanField()
    unit = serializers.CharField(source="unit.name", default=None, allow_null=True)
    received_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField(allow_null=True)
    handler = serializers.CharField(source="assigned_to.name", default=None, allow_null=True)
    mine = serializers.BooleanField()
    ended_at = serializers.DateTimeField(allow_null=True)
    closed_by = serializers.CharField(source="closed_by.name", default=None, allow_null=True)
    changed_at = serializers.DateTimeField()


class UnitLine(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()


class CasesOutput(serializers.Serializer[Any]):
    """`count` is of all pages; where `more` is true there are more than are counted.

    `read` of `closed` outcomes were read by whoever reported.
    """

    results = CaseLine(many=True)
    count = serializers.IntegerField()
    more = serializers.BooleanField()
    closed = serializers.IntegerField()
    read = serializers.IntegerField()
    units = UnitLine(many=True)


class CasesFilter(serializers.Serializer[Any]):
    """With an `id` one line, whatever its state: that it changed is seen without opening it."""

    id = serializers.UUIDField(required=False)
    state = WordField(choices=STATES, required=False)
    held = WordField(choices=HELD_BY, required=False)
    kind = WordField(choices=KINDS, required=False)
    severity = serializers.IntegerField(min_value=0, max_value=SEVEREST, required=False)
    identity = WordField(choices=IDENTITIES, required=False)
    urgent = serializers.BooleanField(default=False)
    late = serializers.BooleanField(default=False)
    unit = serializers.IntegerField(min_value=1, required=False)
    since = serializers.DateField(required=False, validators=_THIS_AGE)
    until = serializers.DateField(required=False, validators=_THIS_AGE)
    text = serializers.CharField(max_length=LONGEST_REFERENCE, required=False)


class CasesAsked(CasesFilter):
    page = serializers.IntegerField(min_value=1, max_value=MOST_COUNTED // A_PAGE, default=1)


class CaseList(APIView):
    @extend_schema(parameters=[CasesAsked], responses={200: CasesOutput, **PROBLEMS})
    def get(self, request: Request) -> Response:
        given = CasesAsked(data=request.query_params)
        given.is_valid(raise_exception=True)
        handler, now, asked = person_of(request), timezone.now(), _asked(given.validated_data)
        reach = cases.reach_of(handler, now=now)
        seen = cases.within(reach, handler)
        found = matching(seen, handler, asked, units=reach.units, now=now)
        outcomes = cases.read_outcomes(seen)
        # All that is closed was just counted.
        count = outcomes["closed"] if asked == Asked(state=CLOSED) else counted(found)
        page = page_of(found, asked, number=given.validated_data["page"])
        told = {
            "results": [_line(row, handler) for row in page],
            "count": min(count, MOST_COUNTED),
            "more": count > MOST_COUNTED,
            "units": reach.units,
        }
        return Response(told | outcomes)


def _line(row: dict[str, Any], handler: User) -> dict[str, Any]:
    """A CaseLine, without the serializer, which takes longer than the whole of the database."""
    unit, holder = row.pop("unit__name"), row.pop("assigned_to__name")
    named = {"number": number_of(row["id"]), "unit": unit, "handler": holder}
    named |= {"mine": row.pop("assigned_to") == handler.pk, "closed_by": row.pop("closed_by__name")}
    return row | named


def _asked(given: dict[str, Any]) -> Asked:
    return Asked(**{one.name: given[one.name] for one in fields(Asked) if one.name in given})


class CaseExport(APIView):
    """What the list shows, as a table. Not what was said, not by whom."""

    @extend_schema(
        parameters=[CasesFilter],
        responses={(200, "text/csv"): OpenApiResponse(OpenApiTypes.STR), **PROBLEMS},
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        given = CasesFilter(data=request.query_params)
        given.is_valid(raise_exception=True)
        handler, now = person_of(request), timezone.now()
        reach, asked = cases.reach_of(handler, now=now), _asked(given.validated_data)
        seen = cases.within(reach, handler)
        found = listed(
            matching(seen, handler, asked, units=reach.units, now=now), asked, "acknowledged_at"
        )
        response = download(
            request._request,
            csv.lines(_columns(), _rows(found.iterator(chunk_size=1000))),
            name="aftercall-cases.csv",
            content_type="text/csv; charset=utf-8",
        )
        response["Cache-Control"] = "no-store"
        return response


def _columns() -> list[str]:
    return [
        _("Number"), _("State"), _("Kinds"), _("How bad, 0 to 3"), _("Urgent"), _("Identity"),
        _("Unit"), _("Received"), _("Acknowledged"), _("Due"), _("Handler"), _("Closed"),
        _("Closed by"), _("Kept by law"),
    ]  # fmt: skip


def _rows(found: Iterator[dict[str, Any]]) -> Iterator[list[object]]:
    for row in found:
        yield [
            number_of(row["id"]), row["state"], " ".join(row["kinds"]), row["severity"],
            _sign(row["urgent"]), row["identity"], row["unit__name"] or "", row["received_at"],
            row["acknowledged_at"], row["due_at"], row["assigned_to__name"] or "",
            row["ended_at"], row["closed_by__name"] or "", _sign(row["on_hold"]),
        ]  # fmt: skip


def _sign(yes: bool) -> str:
    return "x" if yes else ""
