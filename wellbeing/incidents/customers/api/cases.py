"""A case's customer, and what is done toward them."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import person_of
from accounts.models import User
from wellbeing.core.api import PROBLEMS, SaidField, WordField, YesNoField
from wellbeing.incidents.customers.api.fields import ActionLine, ActionOutput
from wellbeing.incidents.customers.rules.actions import KINDS, LETTER, LONGEST_REASON
from wellbeing.incidents.customers.selectors import matches
from wellbeing.incidents.customers.selectors.actions import toward
from wellbeing.incidents.customers.services import acting, same
from wellbeing.incidents.customers.services.acting import Proposal
from wellbeing.incidents.models import Case
from wellbeing.incidents.services import handling


class ElsewhereOutput(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=KINDS)
    ends_on = serializers.DateField()


class CaseCustomerOutput(serializers.Serializer[Any]):
    """`reports` and `reporters` count those who signed, and stay 0 before two of them did.

    `unsigned` is for those alone who see reports without a name anyway. `others` are the cases
    about the same customer that whoever asks may open; `since` is the first of a month;
    `elsewhere` what is in force by others.
    """

    state = serializers.ChoiceField(choices=matches.STATES)
    reports = serializers.IntegerField()
    reporters = serializers.IntegerField()
    unsigned = serializers.IntegerField(allow_null=True)
    since = serializers.DateField(allow_null=True)
    others = serializers.ListField(child=serializers.UUIDField())
    elsewhere = ElsewhereOutput(many=True)
    actions = ActionLine(many=True)


class SameInput(serializers.Serializer[Any]):
    same = YesNoField()


class ProposalInput(serializers.Serializer[Any]):
    """Nothing but a letter comes without a letter before, or without saying why."""

    kind = WordField(choices=KINDS)
    reason = SaidField(max_length=LONGEST_REASON)
    ends_on = serializers.DateField()
    vulnerability = YesNoField()
    adjustments = YesNoField()
    warned = YesNoField(default=False)
    no_warning = SaidField(max_length=LONGEST_REASON, allow_blank=True, default="")

    def validate_vulnerability(self, considered: bool) -> bool:
        return _thought_about(considered)

    def validate_adjustments(self, considered: bool) -> bool:
        return _thought_about(considered)

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        warned = given["warned"] or given["kind"] == LETTER
        if not warned and not given["no_warning"].strip():
            raise serializers.ValidationError({"no_warning": [_("Say why no letter came first.")]})
        return given


def _thought_about(considered: bool) -> bool:
    if not considered:
        raise serializers.ValidationError(_("Think about this first."))
    return considered


class CaseCustomer(APIView):
    @extend_schema(responses={200: CaseCustomerOutput, **PROBLEMS})
    def get(self, request: Request, id: UUID) -> Response:
        handler = person_of(request)
        return _answer(handling.find(handler, id=id, now=timezone.now()), handler)

    @extend_schema(request=SameInput, responses={200: CaseCustomerOutput, **PROBLEMS})
    def put(self, request: Request, id: UUID) -> Response:
        """Say whether it is the same customer."""
        given = SameInput(data=request.data)
        given.is_valid(raise_exception=True)
        handler, is_same = person_of(request), given.validated_data["same"]
        case = same.say_same(handler, id=id, same=is_same, now=timezone.now())
        return _answer(case, handler)


def _answer(case: Case, handler: User) -> Response:
    now = timezone.now()
    match = matches.match_of(case, handler, now=now)
    known = match.state not in {matches.NOTHING, matches.DENIED}
    told = {
        **vars(match),
        "others": matches.others_of(case, handler, now=now) if known else [],
        "elsewhere": matches.elsewhere(case, handler, now=now),
        "actions": toward(case, handler, now=now),
    }
    return Response(CaseCustomerOutput(told, context={"handler": handler}).data)


class CaseActionDetail(APIView):
    @extend_schema(
        request=ProposalInput, responses={200: ActionOutput, 201: ActionOutput, **PROBLEMS}
    )
    def put(self, request: Request, id: UUID, action: UUID) -> Response:
        """Propose something; somebody else decides."""
        given = ProposalInput(data=request.data)
        given.is_valid(raise_exception=True)
        handler, proposal = person_of(request), Proposal(**given.validated_data)
        row, new = acting.propose(
            handler, case_id=id, uid=action, proposal=proposal, now=timezone.now()
        )
        code = status.HTTP_201_CREATED if new else status.HTTP_200_OK
        return Response(ActionOutput(row, context={"handler": handler}).data, status=code)
