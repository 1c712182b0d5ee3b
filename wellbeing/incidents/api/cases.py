"""Cases, for those who handle them. Whatever is opened is written down."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import person_of
from wellbeing.core.api import PROBLEMS, SaidField, WholeNumberField
from wellbeing.incidents.api.fields import CaseCore, CaseMessageInput, HandlersOutput, shown
from wellbeing.incidents.api.rules import CaseStepOutput, handling_shown
from wellbeing.incidents.models import Case
from wellbeing.incidents.rules import ANONYMOUS, IDENTITIES, LONGEST_MESSAGE
from wellbeing.incidents.services import handling, keeping, writing
from wellbeing.incidents.services.holding import standing


class HoldOutput(serializers.Serializer[Any]):
    reason = serializers.CharField()
    by = serializers.CharField()
    set_at = serializers.DateTimeField()
    review_at = serializers.DateTimeField()


class CaseOutput(CaseCore):
    """`reporter` is empty where nobody signed; `reporter_reads` is false once they cannot find it
    any more, having left or come in anew.
    """

    id = serializers.UUIDField()
    identity = serializers.ChoiceField(choices=IDENTITIES)
    reporter = serializers.CharField(allow_null=True)
    reporter_reads = serializers.BooleanField()
    unit = serializers.CharField(allow_null=True)
    mine = serializers.BooleanField()
    changed_at = serializers.DateTimeField()
    closed_by = serializers.CharField(allow_null=True)
    hold = HoldOutput(allow_null=True)
    pause_words = serializers.CharField()
    steps = CaseStepOutput(many=True)


class OutcomeInput(serializers.Serializer[Any]):
    """`seen` is the number of the last message on screen, 0 where there is none."""

    text = SaidField(max_length=LONGEST_MESSAGE)
    seen = WholeNumberField(min_value=0, max_value=2**31 - 1, default=None)


class CaseDetail(APIView):
    @extend_schema(responses={200: CaseOutput, **PROBLEMS})
    def get(self, request: Request, id: UUID) -> Response:
        """Each time is written down, and shown to whoever reported."""
        case = handling.open_case(person_of(request), id=id, now=timezone.now())
        return answer(request, case)


class CaseAcknowledgement(APIView):
    @extend_schema(request=None, responses={200: CaseOutput, **PROBLEMS})
    def put(self, request: Request, id: UUID) -> Response:
        return answer(request, handling.acknowledge(person_of(request), id=id, now=timezone.now()))


class HolderInput(serializers.Serializer[Any]):
    """`person` is a colleague who gets it; without one it is whoever asks."""

    person = serializers.UUIDField(default=None, allow_null=True)


class CaseHolder(APIView):
    @extend_schema(request=HolderInput, responses={200: CaseOutput, **PROBLEMS})
    def put(self, request: Request, id: UUID) -> Response:
        """Take it over from a colleague, or give one's own to a colleague."""
        given = HolderInput(data=request.data)
        given.is_valid(raise_exception=True)
        handler, to, now = person_of(request), given.validated_data["person"], timezone.now()
        if to is None:
            return answer(request, handling.take_over(handler, id=id, now=now))
        return answer(request, handling.give(handler, id=id, to=to, now=now))


class CaseColleagues(APIView):
    @extend_schema(responses={200: HandlersOutput, **PROBLEMS})
    def get(self, request: Request, id: UUID) -> Response:
        """To whom its holder may give it: the others who see it. It is no opening."""
        found = handling.colleagues_of(person_of(request), id=id, now=timezone.now())
        return Response(HandlersOutput({"results": found}).data)


class CaseOutcome(APIView):
    """What was done: it closes the case, and the reporter reads it."""

    @extend_schema(request=OutcomeInput, responses={200: CaseOutput, **PROBLEMS})
    def put(self, request: Request, id: UUID) -> Response:
        given = OutcomeInput(data=request.data)
        given.is_valid(raise_exception=True)
        said, now = given.validated_data, timezone.now()
        case = handling.close(
            person_of(request), id=id, outcome=said["text"], seen=said["seen"], now=now
        )
        return answer(request, case)

    @extend_schema(responses={200: CaseOutput, **PROBLEMS})
    def delete(self, request: Request, id: UUID) -> Response:
        """Open it again."""
        return answer(request, handling.reopen(person_of(request), id=id, now=timezone.now()))


class CaseDistance(APIView):
    @extend_schema(request=None, responses={204: OpenApiResponse(), **PROBLEMS})
    def put(self, request: Request, id: UUID) -> Response:
        """Stand back: from now on there is nothing here for this handler."""
        handling.stand_back(person_of(request), id=id, now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class CaseMessageDetail(APIView):
    @extend_schema(
        request=CaseMessageInput, responses={200: CaseOutput, 201: CaseOutput, **PROBLEMS}
    )
    def put(self, request: Request, id: UUID, message: UUID) -> Response:
        given = CaseMessageInput(data=request.data)
        given.is_valid(raise_exception=True)
        case, new = writing.write_to_reporter(
            person_of(request),
            id=id,
            uid=message,
            text=given.validated_data["text"],
            now=timezone.now(),
        )
        return answer(request, case, status.HTTP_201_CREATED if new else status.HTTP_200_OK)


class HoldInput(serializers.Serializer[Any]):
    reason = SaidField(max_length=LONGEST_MESSAGE)
    review_at = serializers.DateTimeField()


class CaseHold(APIView):
    """While it stands nothing of the case goes, whoever asks for it."""

    @extend_schema(request=HoldInput, responses={200: CaseOutput, **PROBLEMS})
    def put(self, request: Request, id: UUID) -> Response:
        given = HoldInput(data=request.data)
        given.is_valid(raise_exception=True)
        handler, now = person_of(request), timezone.now()
        return answer(request, keeping.hold(handler, id=id, **given.validated_data, now=now))

    @extend_schema(responses={200: CaseOutput, **PROBLEMS})
    def delete(self, request: Request, id: UUID) -> Response:
        return answer(request, keeping.let_go(person_of(request), id=id, now=timezone.now()))


def answer(request: Request, case: Case, code: int = status.HTTP_200_OK) -> Response:
    told = shown(case) | {
        "id": case.pk,
        "identity": case.identity,
        "reporter": case.reporter.name if case.reporter else None,
        "reporter_reads": case.identity == ANONYMOUS or case.reader is not None,
        "unit": case.unit.name if case.unit else None,
        "mine": case.assigned_to_id == request.user.pk,
        "changed_at": case.changed_at,
        "closed_by": case.closed_by.name if case.closed_by else None,
        "hold": _hold_of(case),
        **handling_shown(case),
    }
    return Response(CaseOutput(told).data, status=code)


def _hold_of(case: Case) -> dict[str, Any] | None:
    found = standing(case)
    if found is None:
        return None
    hold, reason = found
    told = {"reason": reason, "by": hold.set_by.name}
    return told | {"set_at": hold.set_at, "review_at": hold.review_at}
