"""People by CSV."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import StreamingHttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import person_of
from accounts.invitations import newcomers, url_of
from accounts.models import Invitation, RosterImport
from accounts.models.people import Role
from accounts.roster import imports
from accounts.roster.changes import Plan
from accounts.selectors import people_changed_by
from wellbeing.core import audit, csv
from wellbeing.core.api import PROBLEMS
from wellbeing.core.downloads import download
from wellbeing.core.errors import NotFound

LONGEST = 2_000_000  # characters; even as Cyrillic and JSON it passes the limit on bodies


class RosterImportInput(serializers.Serializer[Any]):
    file_name = serializers.CharField(max_length=200)
    text = serializers.CharField(max_length=LONGEST, trim_whitespace=False, allow_blank=True)
    absent_leave = serializers.BooleanField(default=False)


class RosterErrorOutput(serializers.Serializer[Any]):
    row = serializers.IntegerField()
    column = serializers.CharField()
    message = serializers.CharField()


class RosterChangeOutput(serializers.Serializer[Any]):
    row = serializers.IntegerField()
    personnel_number = serializers.CharField(source="number")
    name = serializers.CharField()
    change = serializers.ChoiceField(choices=["created", "updated", "left"])
    # DRF takes declared fields off the class, so its own `fields` and `errors` stay what they are.
    fields = serializers.ListField(child=serializers.CharField())  # type: ignore[assignment]


class RosterImportOutput(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    file_name = serializers.CharField()
    rows = serializers.IntegerField()
    created = serializers.IntegerField()
    updated = serializers.IntegerField()
    left = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    units = serializers.IntegerField()
    errors = RosterErrorOutput(many=True)  # type: ignore[assignment]
    changes = RosterChangeOutput(many=True)
    applied_at = serializers.DateTimeField(allow_null=True)


def _shown(roster: RosterImport, plan: Plan) -> dict[str, Any]:
    body = {"id": roster.id, "file_name": roster.file_name, "applied_at": roster.applied_at}
    return dict(
        RosterImportOutput(
            {**body, **roster.summary, "errors": plan.problems, "changes": plan.changes}
        ).data
    )


class RosterImportDetail(APIView):
    @extend_schema(
        request=RosterImportInput,
        responses={200: RosterImportOutput, 201: RosterImportOutput, **PROBLEMS},
    )
    def put(self, request: Request, id: UUID) -> Response:
        given = RosterImportInput(data=request.data)
        given.is_valid(raise_exception=True)
        roster, plan, created = imports.preview(
            person_of(request), id=id, now=timezone.now(), **given.validated_data
        )
        fresh = status.HTTP_201_CREATED if created else status.HTTP_200_OK
        return Response(_shown(roster, plan), status=fresh)


class RosterApplication(APIView):
    @extend_schema(request=None, responses={200: RosterImportOutput, **PROBLEMS})
    def put(self, request: Request, id: UUID) -> Response:
        roster = imports.apply(person_of(request), id=id, now=timezone.now())
        return Response(_shown(roster, Plan()))


class RosterInvitations(APIView):
    """A link for each person who came new with the file and has not set up a way to sign in."""

    @extend_schema(responses={(200, "text/csv"): OpenApiTypes.STR, **PROBLEMS})
    def get(self, request: Request, id: UUID) -> StreamingHttpResponse:
        inviter, now = person_of(request), timezone.now()
        if not RosterImport.objects.filter(imported_by=inviter, id=id).exists():
            raise NotFound
        audit.record("invitations_listed", actor_id=inviter.pk, role=Role.ADMINISTRATOR, now=now)
        valid = Invitation.objects.filter(
            invited_by=inviter, roster_import_id=id, expires_at__gt=now, person__in=newcomers()
        ).filter(person__in=people_changed_by(inviter, now=now))
        header = ("personnel_number", "name", "email", "url", "expires_at")
        parts = csv.lines(header, _rows(valid.select_related("person").order_by("person__name")))
        return download(
            request._request, parts, name="invitations.csv", content_type="text/csv; charset=utf-8"
        )


def _rows(invitations: Any) -> Iterator[tuple[object, ...]]:
    for one in invitations.iterator(chunk_size=500):
        person, until = one.person, one.expires_at.isoformat(timespec="minutes")
        yield person.personnel_number, person.name, person.email, url_of(one), until
