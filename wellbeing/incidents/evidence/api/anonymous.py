"""Files on a report that nobody signed: the receipt opens it, in the body of each request."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from wellbeing.core.api import PROBLEMS
from wellbeing.incidents.api.anonymous import ReceiptField, ReceiptInput
from wellbeing.incidents.api.throttles import NobodyThrottle, ReceiptThrottle
from wellbeing.incidents.evidence.api.fields import (
    FileInput,
    FileOutput,
    FilesOutput,
    PartFormParser,
    all_shown,
    announced,
    shown,
)
from wellbeing.incidents.evidence.api.throttles import FloorsFileThrottle, NobodysFileThrottle
from wellbeing.incidents.evidence.rules import LARGEST_OF_ALL, parts_of
from wellbeing.incidents.evidence.services import uploading
from wellbeing.incidents.models import Case
from wellbeing.incidents.selectors.cases import find_by_receipt


class ReceiptFileInput(FileInput):
    receipt = ReceiptField()
    id = serializers.UUIDField()


class ReceiptPartInput(serializers.Serializer[Any]):
    receipt = ReceiptField()
    file = serializers.UUIDField()
    number = serializers.IntegerField(min_value=0, max_value=parts_of(LARGEST_OF_ALL))
    part = serializers.FileField()


class ReceiptRemovalInput(serializers.Serializer[Any]):
    receipt = ReceiptField()
    id = serializers.UUIDField()


class _WithoutAName(APIView):
    authentication_classes: list[Any] = []
    throttle_classes = [FloorsFileThrottle, NobodysFileThrottle]


class ReceiptFiles(_WithoutAName):
    @extend_schema(request=ReceiptFileInput, responses={200: FileOutput, **PROBLEMS})
    def post(self, request: Request) -> Response:
        given = _given(ReceiptFileInput, request)
        said, uid = announced(request), given["id"]
        return Response(
            shown(uploading.announce(_case(given), uid=uid, now=timezone.now(), **said))
        )


class ReceiptParts(_WithoutAName):
    parser_classes = [PartFormParser]

    @extend_schema(
        request={"multipart/form-data": ReceiptPartInput},
        responses={200: FileOutput, **PROBLEMS},
    )
    def post(self, request: Request) -> Response:
        given = _given(ReceiptPartInput, request)
        number, content = given["number"], given["part"].read()
        uid, now = given["file"], timezone.now()
        file = uploading.put_part(_case(given), uid=uid, number=number, content=content, now=now)
        return Response(shown(file))


class ReceiptFileLists(_WithoutAName):
    throttle_classes = [NobodyThrottle, ReceiptThrottle]

    @extend_schema(request=ReceiptInput, responses={200: FilesOutput, **PROBLEMS})
    def post(self, request: Request) -> Response:
        return Response(all_shown(_case(_given(ReceiptInput, request))))


class ReceiptFileRemovals(_WithoutAName):
    @extend_schema(request=ReceiptRemovalInput, responses={204: OpenApiResponse(), **PROBLEMS})
    def post(self, request: Request) -> Response:
        given = _given(ReceiptRemovalInput, request)
        uploading.remove(_case(given), uid=given["id"], now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


def _given(kind: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    given = kind(data=request.data)
    given.is_valid(raise_exception=True)
    said: dict[str, Any] = given.validated_data
    return said


def _case(given: dict[str, Any]) -> Case:
    """Raises NotFound."""
    return find_by_receipt(given["receipt"])
