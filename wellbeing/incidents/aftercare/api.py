"""What was offered after one's own report. There is no route for anybody else."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import person_of
from wellbeing.core.api import PROBLEMS, WordField, WordsField
from wellbeing.core.errors import NotFound
from wellbeing.incidents.aftercare import selectors, services
from wellbeing.incidents.aftercare.rules import ANSWERS, OFFERS, STATES
from wellbeing.incidents.models import Case
from wellbeing.incidents.selectors.cases import find_own


class AftercareShownInput(serializers.Serializer[Any]):
    """What the page shows; what there is not today is not among it."""

    offers = WordsField(OFFERS)


class AftercareAnswerInput(serializers.Serializer[Any]):
    state = WordField(choices=ANSWERS)


class AftercareOffer(serializers.Serializer[Any]):
    offer = serializers.ChoiceField(choices=OFFERS)
    state = serializers.ChoiceField(choices=STATES)
    on = serializers.DateField()


class AftercareOutput(serializers.Serializer[Any]):
    results = AftercareOffer(many=True)


class AftercareList(APIView):
    @extend_schema(responses={200: AftercareOutput, **PROBLEMS})
    def get(self, request: Request, id: UUID) -> Response:
        return _offers(find_own(person_of(request), id))

    @extend_schema(request=AftercareShownInput, responses={200: AftercareOutput, **PROBLEMS})
    def put(self, request: Request, id: UUID) -> Response:
        given = AftercareShownInput(data=request.data)
        given.is_valid(raise_exception=True)
        case = find_own(person_of(request), id)
        services.note_offered(case, offers=given.validated_data["offers"], now=timezone.now())
        return _offers(case)


class AftercareAnswer(APIView):
    @extend_schema(request=AftercareAnswerInput, responses={200: AftercareOutput, **PROBLEMS})
    def put(self, request: Request, id: UUID, offer: str) -> Response:
        if offer not in OFFERS:
            raise NotFound
        given = AftercareAnswerInput(data=request.data)
        given.is_valid(raise_exception=True)
        case = find_own(person_of(request), id)
        services.answer(case, offer=offer, now=timezone.now(), **given.validated_data)
        return _offers(case)


def _offers(case: Case) -> Response:
    return Response(AftercareOutput({"results": selectors.offers_of(case)}).data)
