"""The weekly e-mail: whether somebody wants it."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import person_of
from accounts.models import User
from wellbeing.core.api import PROBLEMS
from wellbeing.trends import digest


class DigestInput(serializers.Serializer[Any]):
    wanted = serializers.BooleanField()


class DigestOutput(serializers.Serializer[Any]):
    """Without an address nothing can be sent, and the page says so."""

    wanted = serializers.BooleanField()
    has_address = serializers.BooleanField()


class Digest(APIView):
    """What the person who asks has chosen for themselves."""

    @extend_schema(responses={200: DigestOutput, **PROBLEMS})
    def get(self, request: Request) -> Response:
        return _answer(person_of(request))

    @extend_schema(request=DigestInput, responses={200: DigestOutput, **PROBLEMS})
    def put(self, request: Request) -> Response:
        given = DigestInput(data=request.data)
        given.is_valid(raise_exception=True)
        person = person_of(request)
        digest.wish(person, wanted=given.validated_data["wanted"], now=timezone.now())
        return _answer(person)


def _answer(person: User) -> Response:
    found = {"wanted": digest.is_wanted(person), "has_address": bool(person.email)}
    return Response(DigestOutput(found).data)
