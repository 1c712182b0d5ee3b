"""From a signed-in desktop to a phone by QR code."""

from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from django.utils import timezone
from django.utils.translation import gettext
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import sign_in_links
from accounts.authentication import BY_LINK, CsrfAlways, person_of, signed_in_lately
from accounts.devices import name_of
from accounts.models import SignInLink
from accounts.throttles import ClaimThrottle, LinkThrottle
from wellbeing.core.api import PROBLEMS
from wellbeing.core.errors import NotFound


class SignInLinkOutput(serializers.Serializer[SignInLink]):
    id = serializers.UUIDField()
    secret = serializers.CharField(required=False)
    state = serializers.ChoiceField(choices=["waiting", "claimed", "approved", "used", "expired"])
    number = serializers.CharField()
    phone = serializers.CharField()
    expires_at = serializers.DateTimeField()


class ApprovalInput(serializers.Serializer[Any]):
    number = serializers.CharField(max_length=2)


class ClaimInput(serializers.Serializer[Any]):
    secret = serializers.CharField(max_length=64)


class ClaimOutput(serializers.Serializer[Any]):
    state = serializers.ChoiceField(choices=["claimed", "signed_in"])
    number = serializers.CharField(required=False)


def _shown(link: SignInLink, **more: str) -> dict[str, Any]:
    state = sign_in_links.state_of(link, timezone.now())
    fields = {"id": link.id, "number": link.number, "phone": link.phone}
    return fields | {"state": state, "expires_at": link.expires_at} | more


class SignInLinkDetail(APIView):
    throttle_classes = [LinkThrottle]

    @extend_schema(
        request=None, responses={200: SignInLinkOutput, 201: SignInLinkOutput, **PROBLEMS}
    )
    def put(self, request: Request, id: UUID) -> Response:
        now = timezone.now()
        if not signed_in_lately(request._request, now):
            return _ask_again(request)
        link, created = sign_in_links.offer_link(person_of(request), id=id, now=now)
        body = _shown(link, secret=sign_in_links.secret_for(link))
        return Response(body, status=status.HTTP_201_CREATED if created else status.HTTP_200_OK)

    @extend_schema(responses={200: SignInLinkOutput, **PROBLEMS})
    def get(self, request: Request, id: UUID) -> Response:
        link = SignInLink.objects.filter(owner=person_of(request), id=id).first()
        if link is None:
            raise NotFound
        return Response(_shown(link))


class SignInLinkApproval(APIView):
    @extend_schema(request=ApprovalInput, responses={200: SignInLinkOutput, **PROBLEMS})
    def put(self, request: Request, id: UUID) -> Response:
        given = ApprovalInput(data=request.data)
        given.is_valid(raise_exception=True)
        number = given.validated_data["number"]
        now = timezone.now()
        link = sign_in_links.approve_link(person_of(request), id=id, number=number, now=now)
        return Response(_shown(link))


class SignInLinkClaimDetail(APIView):
    """The phone asks every two seconds; until the desktop says yes it learns no name."""

    authentication_classes = [CsrfAlways]
    throttle_classes = [ClaimThrottle]

    @extend_schema(request=ClaimInput, responses={200: ClaimOutput, **PROBLEMS})
    def put(self, request: Request, id: UUID) -> Response:
        given = ClaimInput(data=request.data)
        given.is_valid(raise_exception=True)
        now = timezone.now()
        link = sign_in_links.claim_link(
            claim_id=id,
            secret=given.validated_data["secret"],
            phone=name_of(request.headers.get("User-Agent", "")),
            now=now,
        )
        if not sign_in_links.use_link(link, now=now):
            return Response({"state": "claimed", "number": link.number})
        # No stage asks for the second factor: this session has none until it shows one.
        get_adapter().login(request._request, link.owner)
        record_authentication(request._request, link.owner, BY_LINK)
        return Response({"state": "signed_in"})


def _ask_again(request: Request) -> Response:
    body = {
        "code": "reauthentication_required",
        "message": gettext("Please show once more that it is you."),
        "data": {"flows": get_reauthentication_flows(person_of(request))},
    }
    return Response(body, status=status.HTTP_401_UNAUTHORIZED)
