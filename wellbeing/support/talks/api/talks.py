"""A talk over HTTP, for whoever takes part in it."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import second_factor
from accounts.authentication import person_of
from accounts.rights import SecondFactorRequired
from wellbeing.core.api import PROBLEMS, SaidField, WholeNumberField, YesNoField
from wellbeing.support.talks import presence
from wellbeing.support.talks.api.standing import ConversationOutput, last_number, standing
from wellbeing.support.talks.models import Message, Participant
from wellbeing.support.talks.rules import COUNSELLOR, LONGEST_TEXT, ROLES
from wellbeing.support.talks.selectors.talks import page, seat_of
from wellbeing.support.talks.services import handing_over, queue, talking

NOTHING = {204: OpenApiResponse(), **PROBLEMS}


class MessageInput(serializers.Serializer[Any]):
    text = SaidField(max_length=LONGEST_TEXT)


class MessageOutput(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    id = serializers.UUIDField()
    mine = serializers.BooleanField()
    name = serializers.CharField()
    role = serializers.ChoiceField(choices=ROLES)
    text = serializers.CharField()
    sent_at = serializers.DateTimeField()


class StoredOutput(serializers.Serializer[Message]):
    number = serializers.IntegerField()
    id = serializers.UUIDField(source="uid")
    sent_at = serializers.DateTimeField()


class AfterInput(serializers.Serializer[Any]):
    after = serializers.IntegerField(min_value=0, max_value=2**31 - 1, default=0)


class MessagesOutput(serializers.Serializer[Any]):
    messages = MessageOutput(many=True)
    last_number = serializers.IntegerField()


class ReadingInput(serializers.Serializer[Any]):
    up_to = WholeNumberField(min_value=0, max_value=2**31 - 1)


class WeightInput(serializers.Serializer[Any]):
    heavy = YesNoField()


class HandoverInput(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    from_start = YesNoField()


def _seat(request: Request, id: UUID) -> Participant:
    """A counsellor reads with a second factor alone, as everybody does who reads cases."""
    seat = seat_of(person_of(request), id, now=timezone.now())
    if seat.role == COUNSELLOR and not second_factor.is_satisfied(request):
        raise SecondFactorRequired
    return seat


class ConversationDetail(APIView):
    @extend_schema(responses={200: ConversationOutput, **PROBLEMS})
    def get(self, request: Request, id: UUID) -> Response:
        seat, now = _seat(request, id), timezone.now()
        for waiting in seat.conversation.requests.open():
            queue.advance(waiting.pk, now=now)
        presence.note_here(seat)
        return Response(ConversationOutput(standing(_seat(request, id), now=now)).data)

    @extend_schema(responses=NOTHING)
    def delete(self, request: Request, id: UUID) -> Response:
        talking.end_talk(person_of(request), conversation_id=id, now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class ConversationMessages(APIView):
    @extend_schema(parameters=[AfterInput], responses={200: MessagesOutput, **PROBLEMS})
    def get(self, request: Request, id: UUID) -> Response:
        given = AfterInput(data=request.query_params.dict())
        given.is_valid(raise_exception=True)
        seat = _seat(request, id)
        presence.note_here(seat)
        found = [_shown(row, text, seat) for row, text in page(seat, **given.validated_data)]
        shown = {"messages": found, "last_number": last_number(seat)}
        return Response(MessagesOutput(shown).data)


class ConversationMessageDetail(APIView):
    @extend_schema(
        request=MessageInput, responses={200: StoredOutput, 201: StoredOutput, **PROBLEMS}
    )
    def put(self, request: Request, id: UUID, message: UUID) -> Response:
        """Answered once it is stored; a repeat is answered with the same."""
        _seat(request, id)
        given = MessageInput(data=request.data)
        given.is_valid(raise_exception=True)
        said = {"conversation_id": id, "uid": message, **given.validated_data}
        row, new = talking.say(person_of(request), now=timezone.now(), **said)
        code = status.HTTP_201_CREATED if new else status.HTTP_200_OK
        return Response(StoredOutput(row).data, status=code)


class ConversationReading(APIView):
    @extend_schema(request=ReadingInput, responses=NOTHING)
    def put(self, request: Request, id: UUID) -> Response:
        given = ReadingInput(data=request.data)
        given.is_valid(raise_exception=True)
        number, now = given.validated_data["up_to"], timezone.now()
        talking.read_up_to(person_of(request), conversation_id=id, number=number, now=now)
        return Response(status=status.HTTP_204_NO_CONTENT)


class ConversationTyping(APIView):
    @extend_schema(request=None, responses=NOTHING)
    def put(self, request: Request, id: UUID) -> Response:
        talking.is_typing(person_of(request), conversation_id=id, now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class ConversationWeight(APIView):
    @extend_schema(request=WeightInput, responses=NOTHING)
    def put(self, request: Request, id: UUID) -> Response:
        given = WeightInput(data=request.data)
        given.is_valid(raise_exception=True)
        heavy, now = given.validated_data["heavy"], timezone.now()
        talking.say_how_it_was(person_of(request), conversation_id=id, heavy=heavy, now=now)
        return Response(status=status.HTTP_204_NO_CONTENT)


class ConversationProposal(APIView):
    """A peer would bring in a counsellor, if the agent wants that."""

    @extend_schema(request=None, responses=NOTHING)
    def put(self, request: Request, id: UUID) -> Response:
        now = timezone.now()
        handing_over.propose_counsellor(person_of(request), conversation_id=id, now=now)
        return Response(status=status.HTTP_204_NO_CONTENT)


class ConversationHandover(APIView):
    """The agent's yes, or no."""

    @extend_schema(request=HandoverInput, responses=NOTHING)
    def put(self, request: Request, id: UUID) -> Response:
        given = HandoverInput(data=request.data)
        given.is_valid(raise_exception=True)
        uid, from_start = given.validated_data["id"], given.validated_data["from_start"]
        agreed = {"conversation_id": id, "uid": uid, "from_start": from_start}
        handing_over.agree_to_counsellor(person_of(request), now=timezone.now(), **agreed)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(responses=NOTHING)
    def delete(self, request: Request, id: UUID) -> Response:
        now = timezone.now()
        handing_over.refuse_counsellor(person_of(request), conversation_id=id, now=now)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _shown(row: Message, text: str, seat: Participant) -> dict[str, Any]:
    return {
        "number": row.number,
        "id": row.uid,
        "mine": row.author_id == seat.pk,
        "name": row.author.shown_as,
        "role": row.author.role,
        "text": text,
        "sent_at": row.sent_at,
    }
