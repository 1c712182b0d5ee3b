"""Everything about one case in one file, for whoever reported it and whoever holds it."""

from typing import Any
from uuid import UUID

from django.http import StreamingHttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from accounts.authentication import person_of
from wellbeing.core.api import PROBLEMS
from wellbeing.core.downloads import download
from wellbeing.incidents.api.anonymous import ReceiptInput
from wellbeing.incidents.api.throttles import NobodyThrottle, ReceiptPackThrottle, ReportThrottle
from wellbeing.incidents.pack import making
from wellbeing.incidents.selectors import cases

_ZIP: dict[Any, Any] = {(200, "application/zip"): OpenApiTypes.BINARY, **PROBLEMS}


class ReportPack(APIView):
    throttle_classes = [ReportThrottle]

    @extend_schema(responses=_ZIP)
    def get(self, request: Request, id: UUID) -> StreamingHttpResponse:
        case = cases.find_own(person_of(request), id)
        return _sent(request, making.for_reporter(case, now=timezone.now()))


class ReceiptPacks(APIView):
    authentication_classes: list[Any] = []
    throttle_classes = [NobodyThrottle, ReceiptPackThrottle]

    @extend_schema(request=ReceiptInput, responses=_ZIP)
    def post(self, request: Request) -> StreamingHttpResponse:
        given = ReceiptInput(data=request.data)
        given.is_valid(raise_exception=True)
        case = cases.find_by_receipt(given.validated_data["receipt"])
        return _sent(request, making.for_reporter(case, now=timezone.now()))


class CasePack(APIView):
    @extend_schema(responses=_ZIP)
    def get(self, request: Request, id: UUID) -> StreamingHttpResponse:
        """Each time is written down before the first byte leaves."""
        pack = making.for_handler(person_of(request), id=id, now=timezone.now())
        return _sent(request, pack)


def _sent(request: Request, pack: making.Pack) -> StreamingHttpResponse:
    response = download(
        request._request, pack.parts, name=pack.name, content_type="application/zip"
    )
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
