"""Resets over HTTP. No role can list anybody else's."""

from functools import cache
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import person_of
from wellbeing.core.api import PROBLEMS, WholeNumberField, WordField
from wellbeing.core.device_time import DeviceTimeField, skew_of
from wellbeing.core.subjects import subject_of
from wellbeing.core.sync import answer_since, changes_of
from wellbeing.resets import rules
from wellbeing.resets.models import Reset
from wellbeing.resets.selectors import sessions as selectors
from wellbeing.resets.services import sessions


def _feeling() -> WholeNumberField:
    return WholeNumberField(
        min_value=rules.LOWEST, max_value=rules.HIGHEST, allow_null=True, default=None
    )


class ResetInput(serializers.Serializer[sessions.Session]):
    """Sent as it begins, and again as it ends; `before` and `after` whenever they are said."""

    revision = WholeNumberField(min_value=1, max_value=10_000)
    kind = WordField(choices=rules.KINDS)
    started_at = DeviceTimeField()
    revised_at = DeviceTimeField()
    planned_seconds = WholeNumberField(
        min_value=rules.SHORTEST_SECONDS, max_value=rules.LONGEST_SECONDS
    )
    ended_at = DeviceTimeField(allow_null=True, default=None)
    before = _feeling()
    after = _feeling()

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        ended = given["ended_at"]
        if ended and not rules.can_have_lasted(ended - given["started_at"]):
            raise serializers.ValidationError(
                {"ended_at": [_("A reset ends after it began, and within twelve hours.")]}
            )
        return given


class ResetOutput(serializers.Serializer[Reset]):
    id = serializers.UUIDField()
    revision = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=rules.KINDS)
    started_at = DeviceTimeField(source="began")
    planned_seconds = serializers.IntegerField()
    ended_at = DeviceTimeField(source="ended", allow_null=True)
    before = serializers.IntegerField(allow_null=True)
    after = serializers.IntegerField(allow_null=True)
    received_at = serializers.DateTimeField()


class ResetChangesOutput(serializers.Serializer[Any]):
    results = changes_of("ResetChange", ResetOutput)
    cursor = serializers.CharField(allow_null=True)
    more = serializers.BooleanField()


class ResetDetail(APIView):
    """One reset of the person who asks."""

    @extend_schema(request=ResetInput, responses={200: ResetOutput, 201: ResetOutput, **PROBLEMS})
    def put(self, request: Request, id: UUID) -> Response:
        now = timezone.now()
        given = _input(get_language()).run_validation(request.data)
        reset, created = sessions.record_reset(
            subject=_subject(request),
            id=id,
            session=sessions.Session(**given),
            skew=skew_of(request, now),
            now=now,
        )
        fresh = status.HTTP_201_CREATED if created else status.HTTP_200_OK
        return Response(_output().to_representation(reset), status=fresh)

    @extend_schema(responses={200: ResetOutput, **PROBLEMS})
    def get(self, request: Request, id: UUID) -> Response:
        mine = selectors.resets_of(_subject(request)).said()
        return Response(_output().to_representation(get_object_or_404(mine, id=id)))

    @extend_schema(responses={204: OpenApiResponse(), **PROBLEMS})
    def delete(self, request: Request, id: UUID) -> Response:
        sessions.forget_reset(subject=_subject(request), id=id, now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class ResetList(APIView):
    """What the person who asks has done since a cursor."""

    @extend_schema(
        parameters=[OpenApiParameter("since", OpenApiTypes.STR)],
        responses={200: ResetChangesOutput, **PROBLEMS},
    )
    def get(self, request: Request) -> Response:
        subject, now = _subject(request), timezone.now()
        return answer_since(
            request,
            lambda cursor: selectors.changes_since(subject, cursor, now=now),
            _output().to_representation,
        )


# Built once, as for check-ins: they hold nothing of a request.
@cache
def _input(language: str | None) -> ResetInput:
    return ResetInput()


@cache
def _output() -> ResetOutput:
    return ResetOutput()


def _subject(request: Request) -> UUID:
    return subject_of(person_of(request).diary)
