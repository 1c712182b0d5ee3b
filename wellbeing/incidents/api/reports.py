"""One's own reports, from the phone to the outcome."""

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
from wellbeing.incidents.api.fields import (
    CaseMessageInput,
    HandlersOutput,
    OwnCase,
    SaidInput,
    own_shown,
    said_in,
)
from wellbeing.incidents.api.throttles import ReportThrottle
from wellbeing.incidents.models import Case
from wellbeing.incidents.rules import IDENTITIES, KINDS, SIGNED, STATES
from wellbeing.incidents.selectors import cases
from wellbeing.incidents.services import reading, reporting, writing

_MOST_NAMED = 20


class ReportInput(SaidInput):
    identity = WordField(choices=SIGNED)
    not_to = serializers.ListField(
        child=serializers.UUIDField(), default=list, max_length=_MOST_NAMED
    )


class ReportOutput(OwnCase):
    """`written` are the ids of one's own messages that arrived: their answer may be lost."""

    id = serializers.UUIDField()
    identity = serializers.ChoiceField(choices=IDENTITIES)
    written = serializers.ListField(child=serializers.UUIDField())


class ReportLine(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="uid")
    state = serializers.ChoiceField(choices=STATES)
    kinds = serializers.ListField(child=serializers.ChoiceField(choices=KINDS))
    received_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)


class ReportsOutput(serializers.Serializer[Any]):
    results = ReportLine(many=True)


class ReportList(APIView):
    @extend_schema(responses={200: ReportsOutput, **PROBLEMS})
    def get(self, request: Request) -> Response:
        found = cases.reported_by(person_of(request))
        return Response(ReportsOutput({"results": found}).data)


class CaseHandlers(APIView):
    """Who would read a report of the person who asks, so that they can say who must not."""

    @extend_schema(responses={200: HandlersOutput, **PROBLEMS})
    def get(self, request: Request) -> Response:
        found = cases.handlers_for(person_of(request), now=timezone.now())
        return Response(HandlersOutput({"results": found}).data)


class ReportDetail(APIView):
    throttle_classes = [ReportThrottle]

    @extend_schema(
        request=ReportInput, responses={200: ReportOutput, 201: ReportOutput, **PROBLEMS}
    )
    def put(self, request: Request, id: UUID) -> Response:
        given = ReportInput(data=request.data)
        given.is_valid(raise_exception=True)
        person, now = person_of(request), timezone.now()
        case, new = reporting.report(
            person,
            uid=id,
            identity=given.validated_data["identity"],
            said=said_in(given.validated_data, now),
            not_to=list(User.objects.filter(pk__in=given.validated_data["not_to"])),
            now=now,
        )
        code = status.HTTP_201_CREATED if new else status.HTTP_200_OK
        return Response(_told(case), status=code)

    @extend_schema(responses={200: ReportOutput, **PROBLEMS})
    def get(self, request: Request, id: UUID) -> Response:
        person = person_of(request)
        reading.read_outcome(cases.find_own(person, id), now=timezone.now())
        return Response(_seen(person, id))

    @extend_schema(responses={204: OpenApiResponse(), **PROBLEMS})
    def delete(self, request: Request, id: UUID) -> Response:
        """Take it back while it is open; its words are destroyed."""
        reporting.withdraw(cases.find_own(person_of(request), id), now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class ReportMessageDetail(APIView):
    throttle_classes = [ReportThrottle]

    @extend_schema(
        request=CaseMessageInput, responses={200: ReportOutput, 201: ReportOutput, **PROBLEMS}
    )
    def put(self, request: Request, id: UUID, message: UUID) -> Response:
        given = CaseMessageInput(data=request.data)
        given.is_valid(raise_exception=True)
        person, now = person_of(request), timezone.now()
        case, text = cases.find_own(person, id), given.validated_data["text"]
        _row, new = writing.write(case, uid=message, text=text, author=None, now=now)
        code = status.HTTP_201_CREATED if new else status.HTTP_200_OK
        return Response(_seen(person, id), status=code)


def _seen(person: User, uid: UUID) -> dict[str, Any]:
    return _told(cases.find_own(person, uid))


def _told(case: Case) -> dict[str, Any]:
    told = own_shown(case, now=timezone.now())
    written = case.messages.filter(by_reporter=True).order_by("number")
    own = {
        "id": case.uid,
        "identity": case.identity,
        "written": written.values_list("uid", flat=True),
    }
    return ReportOutput(told | own).data
