"""The first sign-in by a link."""

from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.db import transaction
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import invitations
from accounts.api.sign_in_links import ClaimInput
from accounts.authentication import BY_INVITATION, CsrfAlways, person_of
from accounts.models import Invitation
from accounts.selectors import people_changed_by
from accounts.throttles import ClaimThrottle
from wellbeing.core.api import PROBLEMS
from wellbeing.core.errors import NotFound


class InvitationInput(serializers.Serializer[Any]):
    person = serializers.UUIDField()


class InvitationOutput(serializers.Serializer[Invitation]):
    id = serializers.UUIDField()
    url = serializers.SerializerMethodField()
    expires_at = serializers.DateTimeField()

    def get_url(self, invitation: Invitation) -> str:
        return invitations.url_of(invitation)


class WelcomeOutput(serializers.Serializer[Any]):
    state = serializers.ChoiceField(choices=["signed_in"])


class InvitationDetail(APIView):
    @extend_schema(
        request=InvitationInput,
        responses={200: InvitationOutput, 201: InvitationOutput, **PROBLEMS},
    )
    def put(self, request: Request, id: UUID) -> Response:
        given = InvitationInput(data=request.data)
        given.is_valid(raise_exception=True)
        now = timezone.now()
        people = people_changed_by(person_of(request), now=now)
        person = people.filter(pk=given.validated_data["person"]).first()
        if person is None:
            raise NotFound
        invited, created = invitations.invite(person_of(request), id=id, person=person, now=now)
        fresh = status.HTTP_201_CREATED if created else status.HTTP_200_OK
        return Response(InvitationOutput(invited).data, status=fresh)


class InvitationClaimDetail(APIView):
    authentication_classes = [CsrfAlways]
    throttle_classes = [ClaimThrottle]

    # The session is stored before the next claim of the same person looks for sessions to end.
    @extend_schema(request=ClaimInput, responses={200: WelcomeOutput, **PROBLEMS})
    @transaction.atomic
    def put(self, request: Request, id: UUID) -> Response:
        given = ClaimInput(data=request.data)
        given.is_valid(raise_exception=True)
        secret = given.validated_data["secret"]
        person = invitations.accept(id=id, secret=secret, now=timezone.now())
        get_adapter().login(request._request, person)
        record_authentication(request._request, person, BY_INVITATION)
        request._request.session.save()
        return Response({"state": "signed_in"})
