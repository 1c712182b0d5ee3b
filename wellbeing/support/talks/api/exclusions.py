"""Whom somebody does not want to meet again, over HTTP: their own list alone."""

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
from wellbeing.core.api import PROBLEMS
from wellbeing.support.kept_apart.models import Exclusion
from wellbeing.support.talks.selectors.people import peers
from wellbeing.support.talks.services import keeping_apart


class ExclusionInput(serializers.Serializer[Any]):
    """Either a colleague of the list, or a talk and whoever sits across in it."""

    colleague = serializers.UUIDField(allow_null=True, default=None)
    conversation = serializers.UUIDField(allow_null=True, default=None)


class ExclusionOutput(serializers.Serializer[Exclusion]):
    id = serializers.UUIDField()
    known_as = serializers.CharField()


class ExclusionsOutput(serializers.Serializer[Any]):
    results = ExclusionOutput(many=True)


class TalkPeerOutput(serializers.Serializer[User]):
    id = serializers.UUIDField()
    name = serializers.CharField()


class TalkPeersOutput(serializers.Serializer[Any]):
    results = TalkPeerOutput(many=True)


class ExclusionList(APIView):
    @extend_schema(responses={200: ExclusionsOutput, **PROBLEMS})
    def get(self, request: Request) -> Response:
        rows = Exclusion.objects.filter(owner=person_of(request)).order_by("known_as", "id")
        return Response(ExclusionsOutput({"results": rows}).data)


class ExclusionDetail(APIView):
    @extend_schema(
        request=ExclusionInput, responses={200: ExclusionOutput, 201: ExclusionOutput, **PROBLEMS}
    )
    def put(self, request: Request, id: UUID) -> Response:
        given = ExclusionInput(data=request.data)
        given.is_valid(raise_exception=True)
        row, new = keeping_apart.keep_apart(
            person_of(request),
            id=id,
            colleague=given.validated_data["colleague"],
            conversation_id=given.validated_data["conversation"],
            now=timezone.now(),
        )
        code = status.HTTP_201_CREATED if new else status.HTTP_200_OK
        return Response(ExclusionOutput(row).data, status=code)

    @extend_schema(responses={204: OpenApiResponse(), **PROBLEMS})
    def delete(self, request: Request, id: UUID) -> Response:
        keeping_apart.bring_together(person_of(request), id=id)
        return Response(status=status.HTTP_204_NO_CONTENT)


class TalkPeers(APIView):
    """The names of all peer supporters, so that one can be left out before asking."""

    @extend_schema(responses={200: TalkPeersOutput, **PROBLEMS})
    def get(self, request: Request) -> Response:
        found = peers(person_of(request), now=timezone.now())
        return Response(TalkPeersOutput({"results": found}).data)
