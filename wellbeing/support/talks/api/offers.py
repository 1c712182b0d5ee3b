"""What a supporter is asked, over HTTP: topic, language and a name or an alias, nothing else."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import person_of
from wellbeing.core.api import PROBLEMS, WholeNumberField, WordsField
from wellbeing.support.talks.models import Offer, Supporter
from wellbeing.support.talks.rules import AT_ONCE, LANGUAGES, MOST_A_DAY, SUPPORTERS, TOPICS
from wellbeing.support.talks.selectors import queue as seen
from wellbeing.support.talks.selectors.people import languages_of, taken_today, topics_of
from wellbeing.support.talks.services import answering, queue
from wellbeing.support.talks.services.volunteering import set_profile


class TalkOfferOutput(serializers.Serializer[Offer]):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=SUPPORTERS, source="request.kind")
    topic = serializers.ChoiceField(choices=TOPICS, source="request.topic")
    language = serializers.ChoiceField(choices=LANGUAGES, source="request.language")
    shown_as = serializers.CharField(source="request.shown_as")
    wished_at = serializers.DateTimeField(source="request.wished_at", allow_null=True)
    handed_over = serializers.SerializerMethodField()
    expires_at = serializers.DateTimeField()

    def get_handed_over(self, offer: Offer) -> bool:
        """By a peer who talks with them already."""
        return offer.request.conversation_id is not None


class TalkOffersOutput(serializers.Serializer[Any]):
    results = TalkOfferOutput(many=True)


class TalkBegunOutput(serializers.Serializer[Any]):
    conversation = serializers.UUIDField()


class SupporterInput(serializers.Serializer[Any]):
    languages = WordsField(LANGUAGES)
    topics = WordsField(TOPICS)
    at_once = WholeNumberField(min_value=min(AT_ONCE), max_value=max(AT_ONCE))


class SupporterOutput(serializers.Serializer[Any]):
    languages = serializers.ListField(child=serializers.ChoiceField(choices=LANGUAGES))
    topics = serializers.ListField(child=serializers.ChoiceField(choices=TOPICS))
    at_once = serializers.IntegerField()
    paused_until = serializers.DateTimeField(allow_null=True)
    left_today = serializers.IntegerField()
    most_a_day = serializers.IntegerField()


class TalkOfferList(APIView):
    @extend_schema(responses={200: TalkOffersOutput, **PROBLEMS})
    def get(self, request: Request) -> Response:
        person, now = person_of(request), timezone.now()
        queue.catch_up(person, now=now)
        found = seen.offers_to(person, now=now)
        return Response(TalkOffersOutput({"results": found}).data)


class TalkOfferDetail(APIView):
    @extend_schema(request=None, responses={200: TalkBegunOutput, **PROBLEMS})
    def put(self, request: Request, id: UUID) -> Response:
        talk = answering.accept(person_of(request), offer_id=id, now=timezone.now())
        return Response(TalkBegunOutput({"conversation": talk}).data)

    @extend_schema(responses={204: OpenApiResponse(), **PROBLEMS})
    def delete(self, request: Request, id: UUID) -> Response:
        answering.decline(person_of(request), offer_id=id, now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class MySupporter(APIView):
    """In which languages and about what one listens. Only the queue reads it."""

    @extend_schema(responses={200: SupporterOutput, **PROBLEMS})
    def get(self, request: Request) -> Response:
        return self._shown(request)

    @extend_schema(request=SupporterInput, responses={200: SupporterOutput, **PROBLEMS})
    def put(self, request: Request) -> Response:
        given = SupporterInput(data=request.data)
        given.is_valid(raise_exception=True)
        set_profile(person_of(request), **given.validated_data)
        return self._shown(request)

    def _shown(self, request: Request) -> Response:
        person, now = person_of(request), timezone.now()
        row = Supporter.objects.filter(person=person).first()
        paused = row.paused_until if row else None
        shown = {
            "languages": languages_of(row, person),
            "topics": topics_of(row),
            "at_once": row.at_once if row else 1,
            "paused_until": paused if paused and paused > now else None,
            "left_today": max(0, MOST_A_DAY - taken_today(row, person, now)),
            "most_a_day": MOST_A_DAY,
        }
        return Response(SupporterOutput(shown).data)
