"""One's own buddy. Nobody else learns who has one."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import person_of
from wellbeing.core.api import PROBLEMS
from wellbeing.support.buddies import selectors, services
from wellbeing.support.buddies.models import Buddy


class BuddyOutput(serializers.Serializer[Any]):
    """`wanted` is whether one looks for a buddy or has one; `buddy` is their name.

    `reminds` is whether this week's reminder is still to be shown.
    """

    wanted = serializers.BooleanField()
    buddy = serializers.CharField(allow_null=True)
    reminds = serializers.BooleanField()


class MyBuddy(APIView):
    """Opting in and leaving are one press each."""

    @extend_schema(responses={200: BuddyOutput, **PROBLEMS})
    def get(self, request: Request) -> Response:
        person = person_of(request)
        buddy = selectors.buddy_of(person)
        row = Buddy.objects.filter(person=person).first()
        until = row.reminds_until if row and buddy else None
        reminds = until is not None and until > timezone.now()
        found = {"wanted": row is not None, "buddy": buddy and buddy.name, "reminds": reminds}
        return Response(BuddyOutput(found).data)

    @extend_schema(request=None, responses={200: BuddyOutput, **PROBLEMS})
    def put(self, request: Request) -> Response:
        services.want_a_buddy(person_of(request), now=timezone.now())
        return self.get(request)

    @extend_schema(responses={204: OpenApiResponse(), **PROBLEMS})
    def delete(self, request: Request) -> Response:
        services.leave(person_of(request), now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class MyBuddyReminder(APIView):
    """That this week's reminder is put away, on every device."""

    @extend_schema(responses={204: OpenApiResponse(), **PROBLEMS})
    def delete(self, request: Request) -> Response:
        services.put_reminder_away(person_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)
