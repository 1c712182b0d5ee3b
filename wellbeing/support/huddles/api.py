"""The board of a team."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import person_of
from wellbeing.core.api import PROBLEMS, WholeNumberField
from wellbeing.support.huddles import selectors, services
from wellbeing.support.huddles.models import HuddlePost
from wellbeing.support.huddles.rules import HIGHEST, LOWEST
from wellbeing.support.huddles.selectors import Board


class OwnHuddlePostInput(serializers.Serializer[Any]):
    mood = WholeNumberField(min_value=LOWEST, max_value=HIGHEST)
    named = serializers.BooleanField()


class OwnHuddlePostOutput(serializers.Serializer[HuddlePost]):
    """Without a name it comes onto the board at the next mark."""

    mood = serializers.IntegerField()
    named = serializers.SerializerMethodField()
    shown_from = serializers.DateTimeField()

    def get_named(self, post: HuddlePost) -> bool:
        return bool(post.name)


class HuddlePostOutput(serializers.Serializer[HuddlePost]):
    mood = serializers.IntegerField()
    name = serializers.CharField(allow_blank=True)


class HuddleBoardOutput(serializers.Serializer[Board]):
    team = serializers.CharField(source="unit.name")
    posts = HuddlePostOutput(many=True)


class HuddlesOutput(serializers.Serializer[Any]):
    """`team` is null for whoever stands in no team; `mine` while nothing of theirs is up."""

    team = serializers.CharField(allow_null=True)
    mine = OwnHuddlePostOutput(allow_null=True)
    boards = HuddleBoardOutput(many=True)


class HuddleList(APIView):
    """What stands on the boards that the person who asks may see."""

    @extend_schema(responses={200: HuddlesOutput, **PROBLEMS})
    def get(self, request: Request) -> Response:
        return _boards(request)


class MyHuddlePost(APIView):
    """One's own, for today."""

    @extend_schema(request=OwnHuddlePostInput, responses={200: HuddlesOutput, **PROBLEMS})
    def put(self, request: Request) -> Response:
        given = OwnHuddlePostInput(data=request.data)
        given.is_valid(raise_exception=True)
        services.post_mood(person_of(request), now=timezone.now(), **given.validated_data)
        return _boards(request)

    @extend_schema(responses={204: OpenApiResponse(), **PROBLEMS})
    def delete(self, request: Request) -> Response:
        services.take_down(person_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


def _boards(request: Request) -> Response:
    person, now = person_of(request), timezone.now()
    team = selectors.team_of(person)
    found = {
        "team": team and team.name,
        "mine": selectors.own_post(person, now=now),
        "boards": selectors.boards_of(person, now=now),
    }
    return Response(HuddlesOutput(found).data)
