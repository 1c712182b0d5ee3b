"""Reports that nobody signed. No session, no cookie, no id of a device: the receipt opens them.

It comes in the body, so that it stands in no log; what it does not open is not found.
"""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from wellbeing.core.api import PROBLEMS
from wellbeing.incidents import receipts
from wellbeing.incidents.api.fields import (
    CaseMessageInput,
    OwnCase,
    SaidInput,
    own_shown,
    said_in,
)
from wellbeing.incidents.api.throttles import (
    NewReportThrottle,
    NobodyThrottle,
    ReceiptThrottle,
    ReceiptWriteThrottle,
)
from wellbeing.incidents.models import Case
from wellbeing.incidents.selectors import cases
from wellbeing.incidents.services import reading, reporting, writing

_LONGEST = 64


class ReceiptField(serializers.CharField):
    """Spelt as it was given out; hyphens, spaces and small letters do not matter."""

    default_error_messages = {"mistyped": _("This receipt is mistyped. Compare it once more.")}

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=_LONGEST, **more)

    def to_internal_value(self, data: Any) -> str:
        receipt = receipts.spelt(super().to_internal_value(data))
        if receipt is None:
            self.fail("mistyped")
        return receipt


class AnonymousInput(SaidInput):
    receipt = ReceiptField()


class ReceiptInput(serializers.Serializer[Any]):
    receipt = ReceiptField()


class ReceiptMessageInput(CaseMessageInput):
    receipt = ReceiptField()
    id = serializers.UUIDField()


class _WithoutAName(APIView):
    authentication_classes: list[Any] = []


class AnonymousReports(_WithoutAName):
    throttle_classes = [NewReportThrottle]

    @extend_schema(request=AnonymousInput, responses={200: OwnCase, 201: OwnCase, **PROBLEMS})
    def post(self, request: Request) -> Response:
        """Sent again with the same receipt it is the same report."""
        given = AnonymousInput(data=request.data)
        given.is_valid(raise_exception=True)
        now, receipt = timezone.now(), given.validated_data["receipt"]
        said = said_in(given.validated_data, now)
        case, new = reporting.report_without_a_name(receipt=receipt, said=said, now=now)
        code = status.HTTP_201_CREATED if new else status.HTTP_200_OK
        return Response(_seen(case), status=code)


class ReceiptLooks(_WithoutAName):
    throttle_classes = [NobodyThrottle, ReceiptThrottle]

    @extend_schema(request=ReceiptInput, responses={200: OwnCase, **PROBLEMS})
    def post(self, request: Request) -> Response:
        given = ReceiptInput(data=request.data)
        given.is_valid(raise_exception=True)
        case = cases.find_by_receipt(given.validated_data["receipt"])
        reading.read_outcome(case, now=timezone.now())
        return Response(_seen(case))


class ReceiptMessages(_WithoutAName):
    throttle_classes = [NobodyThrottle, ReceiptWriteThrottle]

    @extend_schema(request=ReceiptMessageInput, responses={200: OwnCase, **PROBLEMS})
    def post(self, request: Request) -> Response:
        given = ReceiptMessageInput(data=request.data)
        given.is_valid(raise_exception=True)
        case = cases.find_by_receipt(given.validated_data["receipt"])
        uid, text = given.validated_data["id"], given.validated_data["text"]
        writing.write(case, uid=uid, text=text, author=None, now=timezone.now())
        return Response(_seen(case))


def _seen(case: Case) -> dict[str, Any]:
    return OwnCase(own_shown(case, now=timezone.now())).data
