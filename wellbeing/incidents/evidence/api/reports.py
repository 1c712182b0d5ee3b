"""Files on one's own reports."""

from uuid import UUID

from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import person_of
from wellbeing.core.api import PROBLEMS
from wellbeing.incidents.evidence.api.fields import (
    FileInput,
    FileOutput,
    FilesOutput,
    PartParser,
    all_shown,
    announced,
    shown,
)
from wellbeing.incidents.evidence.api.throttles import FileThrottle
from wellbeing.incidents.evidence.services import uploading
from wellbeing.incidents.selectors.cases import find_own


class ReportFileList(APIView):
    @extend_schema(responses={200: FilesOutput, **PROBLEMS})
    def get(self, request: Request, id: UUID) -> Response:
        return Response(all_shown(find_own(person_of(request), id)))


class ReportFileDetail(APIView):
    throttle_classes = [FileThrottle]

    @extend_schema(request=FileInput, responses={200: FileOutput, **PROBLEMS})
    def put(self, request: Request, id: UUID, file: UUID) -> Response:
        """Say what will come; sent again it says how much of it is stored."""
        case, said = find_own(person_of(request), id), announced(request)
        return Response(shown(uploading.announce(case, uid=file, now=timezone.now(), **said)))

    @extend_schema(responses={204: OpenApiResponse(), **PROBLEMS})
    def delete(self, request: Request, id: UUID, file: UUID) -> Response:
        uploading.remove(find_own(person_of(request), id), uid=file, now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class ReportFilePart(APIView):
    throttle_classes = [FileThrottle]
    parser_classes = [PartParser]

    @extend_schema(
        request={"application/octet-stream": OpenApiTypes.BINARY},
        responses={200: FileOutput, **PROBLEMS},
    )
    def put(self, request: Request, id: UUID, file: UUID, number: int) -> Response:
        """256 KiB each but the last, from 0 on; answered once it is stored for good."""
        case, now = find_own(person_of(request), id), timezone.now()
        content = dict(request.data).get("part", b"")  # nothing at all where the body is empty
        return Response(
            shown(uploading.put_part(case, uid=file, number=number, content=content, now=now))
        )
