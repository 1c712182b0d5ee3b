"""A counsellor's own week, and notes that are theirs alone."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import person_of
from wellbeing.core.api import PROBLEMS
from wellbeing.support.counselling.api.bookings import calendar
from wellbeing.support.counselling.models import Booking
from wellbeing.support.counselling.models.bookings import STATES
from wellbeing.support.counselling.rules import NOTE_LONGEST
from wellbeing.support.counselling.services import bookings, changes, notes, posting, practices

FAR = timedelta(days=1000)
LONGEST = timedelta(days=42)  # six weeks of a calendar page: there is no list of clients


class AppointmentOutput(serializers.Serializer[Any]):
    """`who` is the name or the alias, as the client chose."""

    ref = serializers.UUIDField()
    who = serializers.CharField()
    by_alias = serializers.BooleanField()
    topic = serializers.CharField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    state = serializers.ChoiceField(choices=STATES)
    has_note = serializers.BooleanField()


class AppointmentsOutput(serializers.Serializer[Any]):
    results = AppointmentOutput(many=True)


class SpanAsked(serializers.Serializer[Any]):
    since = serializers.DateTimeField(required=False)
    until = serializers.DateTimeField(required=False)


class NoteInput(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=NOTE_LONGEST, allow_blank=True)


class NoteOutput(serializers.Serializer[Any]):
    text = serializers.CharField()


class AppointmentList(APIView):
    @extend_schema(parameters=[SpanAsked], responses={200: AppointmentsOutput, **PROBLEMS})
    def get(self, request: Request) -> Response:
        asked = SpanAsked(data=request.query_params)
        asked.is_valid(raise_exception=True)
        now = timezone.now()
        since, until = _span(now=now, **asked.validated_data)
        rows = Booking.objects.seen_by_counsellor(now).filter(counsellor=person_of(request))
        rows = rows.filter(starts_at__gte=since, starts_at__lt=until)
        rows = rows.select_related("client", "key", "note").order_by("starts_at")
        return Response({"results": [_shown(row, now) for row in rows]})


class Appointment(APIView):
    """One of one's own; a counsellor who cannot come cancels it."""

    @extend_schema(responses={204: OpenApiResponse(), **PROBLEMS})
    def delete(self, request: Request, ref: UUID) -> Response:
        counsellor = person_of(request)
        row = practices.appointment_of(counsellor, ref=ref)
        changes.cancel(row, by=counsellor.pk, now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class AppointmentNote(APIView):
    """Sealed, and opened for whoever wrote it alone."""

    @extend_schema(responses={200: NoteOutput, **PROBLEMS})
    def get(self, request: Request, ref: UUID) -> Response:
        return Response({"text": notes.note_on(person_of(request), ref=ref)})

    @extend_schema(request=NoteInput, responses={200: NoteOutput, **PROBLEMS})
    def put(self, request: Request, ref: UUID) -> Response:
        given = NoteInput(data=request.data)
        given.is_valid(raise_exception=True)
        counsellor = person_of(request)
        notes.write_note(counsellor, ref=ref, **given.validated_data)
        return Response({"text": notes.note_on(counsellor, ref=ref)})


class AppointmentCalendar(APIView):
    @extend_schema(responses={(200, "text/calendar"): OpenApiTypes.STR, **PROBLEMS})
    def get(self, request: Request, ref: UUID) -> HttpResponse:
        counsellor = person_of(request)
        row = practices.appointment_of(counsellor, ref=ref)
        return calendar(posting.file_for(row, counsellor))


def _span(
    *, now: datetime, since: datetime | None = None, until: datetime | None = None
) -> tuple[datetime, datetime]:
    """What was asked for, but no longer than six weeks and not beyond what is ever kept."""
    begin = min(max(since or now - timedelta(hours=12), now - FAR), now + FAR)
    longest = begin + LONGEST
    return begin, min(until or longest, longest)


def _shown(row: Booking, now: datetime) -> dict[str, Any]:
    said = {
        "ref": row.ref,
        "who": row.alias or row.client.name,
        "by_alias": bool(row.alias),
        "topic": bookings.topic_of(row),
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "state": row.state(now),
        "has_note": hasattr(row, "note"),
    }
    return dict(AppointmentOutput(said).data)
