"""Files on a case, for whoever holds it or decides about it: copies, never what was handed in."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import person_of
from wellbeing.core.api import PROBLEMS
from wellbeing.core.downloads import download
from wellbeing.incidents.evidence import services
from wellbeing.incidents.evidence.api.fields import FilesOutput, all_shown
from wellbeing.incidents.evidence.rules import ending_of_copy
from wellbeing.incidents.evidence.services import viewing


class CaseFileList(APIView):
    @extend_schema(responses={200: FilesOutput, **PROBLEMS})
    def get(self, request: Request, id: UUID) -> Response:
        """For whoever holds the case, and whoever is asked to decide something about it."""
        case = viewing.list_files(person_of(request), id=id, now=timezone.now())
        return Response(all_shown(case))


class CaseFileDetail(APIView):
    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY, **PROBLEMS})
    def get(self, request: Request, id: UUID, file: UUID) -> HttpResponseBase:
        """Each time is written down before the first byte leaves."""
        handler, now = person_of(request), timezone.now()
        viewed = viewing.view(handler, id=id, uid=file, now=now)
        name = f"evidence-{viewed.number}.{ending_of_copy(viewed.file.made_type)}"
        parts, kind = services.working_copy_of(viewed.file), viewed.file.made_type
        answer = download(request._request, parts, name=name, content_type=kind)
        answer["Content-Length"] = str(viewed.file.made_size)
        return _walled(answer)


class PagesOutput(serializers.Serializer[Any]):
    pages = serializers.IntegerField()


class CaseFilePages(APIView):
    @extend_schema(responses={200: PagesOutput, **PROBLEMS})
    def get(self, request: Request, id: UUID, file: UUID) -> Response:
        """A look at a PDF: how many pages, to be turned within an hour. One line for all."""
        handler, now = person_of(request), timezone.now()
        pages = viewing.leaf_through(handler, id=id, uid=file, now=now)
        return Response({"pages": pages})


class CaseFilePage(APIView):
    @extend_schema(responses={(200, "image/jpeg"): OpenApiTypes.BINARY, **PROBLEMS})
    def get(self, request: Request, id: UUID, file: UUID, page: int) -> HttpResponseBase:
        """The picture of one page, counted from one."""
        handler, now = person_of(request), timezone.now()
        jpeg = viewing.turn_to(handler, id=id, uid=file, number=page, now=now)
        answer = HttpResponse(jpeg, content_type="image/jpeg")
        answer["Content-Disposition"] = f'attachment; filename="page-{page}.jpg"'
        return _walled(answer)


def _walled(answer: HttpResponseBase) -> HttpResponseBase:
    """Nothing in it runs, and nothing keeps it."""
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store"
    return answer
