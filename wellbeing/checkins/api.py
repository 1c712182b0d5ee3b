"""Check-ins over HTTP. No role can list anybody else's."""

from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import person_of
from wellbeing.checkins import rules, selectors, services
from wellbeing.checkins.models import CheckIn
from wellbeing.core.api import PROBLEMS, WholeNumberField, words
from wellbeing.core.device_time import DeviceTimeField, skew_of
from wellbeing.core.subjects import subject_of
from wellbeing.core.sync import answer_since, changes_of


class CheckInInput(serializers.Serializer[services.Answer]):
    """One tap is `revision`, two times and a mood; the rest may come within ten minutes."""

    revision = WholeNumberField(min_value=1, max_value=10_000)
    answered_at = DeviceTimeField()
    revised_at = DeviceTimeField()
    mood = WholeNumberField(min_value=rules.LOWEST, max_value=rules.HIGHEST)
    energy = WholeNumberField(
        min_value=rules.LOWEST, max_value=rules.HIGHEST, allow_null=True, default=None
    )
    feelings = words(rules.FEELINGS)
    body = words(rules.BODY)
    sources = words(rules.SOURCES)


class CheckInOutput(serializers.Serializer[CheckIn]):
    id = serializers.UUIDField()
    revision = serializers.IntegerField()
    answered_at = DeviceTimeField(source="local")
    received_at = serializers.DateTimeField()
    mood = serializers.IntegerField()
    energy = serializers.IntegerField(allow_null=True)
    feelings = serializers.ListField(child=serializers.CharField())
    body = serializers.ListField(child=serializers.CharField())
    sources = serializers.ListField(child=serializers.CharField())


class ChangesOutput(serializers.Serializer[Any]):
    results = changes_of("CheckInChange", CheckInOutput)
    cursor = serializers.CharField(allow_null=True)
    more = serializers.BooleanField()


class CheckInDetail(APIView):
    """One check-in of the person who asks."""

    @extend_schema(
        request=CheckInInput, responses={200: CheckInOutput, 201: CheckInOutput, **PROBLEMS}
    )
    def put(self, request: Request, id: UUID) -> Response:
        now = timezone.now()
        given = _input(get_language()).run_validation(request.data)
        checkin, created = services.record_checkin(
            subject=_subject(request),
            id=id,
            answer=services.Answer(**given),
            skew=skew_of(request, now),
            now=now,
        )
        fresh = status.HTTP_201_CREATED if created else status.HTTP_200_OK
        return Response(_output().to_representation(checkin), status=fresh)

    @extend_schema(responses={200: CheckInOutput, **PROBLEMS})
    def get(self, request: Request, id: UUID) -> Response:
        return Response(CheckInOutput(get_object_or_404(self._mine(request), id=id)).data)

    @extend_schema(responses={204: OpenApiResponse(), **PROBLEMS})
    def delete(self, request: Request, id: UUID) -> Response:
        subject = _subject(request)
        services.forget_checkin(subject=subject, id=id, now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _mine(self, request: Request) -> QuerySet[CheckIn]:
        return selectors.checkins_of(_subject(request)).said()


class CheckInList(APIView):
    """What the person who asks has written since a cursor."""

    @extend_schema(
        parameters=[OpenApiParameter("since", OpenApiTypes.STR)],
        responses={200: ChangesOutput, **PROBLEMS},
    )
    def get(self, request: Request) -> Response:
        subject, now = _subject(request), timezone.now()
        return answer_since(
            request,
            lambda cursor: selectors.changes_since(subject, cursor, now=now),
            _output().to_representation,
        )


# DRF copies every field deeply for each new serializer, which was a fifth of a check-in; those two
# hold nothing of a request. Messages of a field keep the language in which they were first said.
@cache
def _input(language: str | None) -> CheckInInput:
    return CheckInInput()


@cache
def _output() -> CheckInOutput:
    return CheckInOutput()


def _subject(request: Request) -> UUID:
    return subject_of(person_of(request).diary)
