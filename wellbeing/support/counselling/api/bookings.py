"""A client's own appointments."""

from datetime import datetime
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
from accounts.models import User
from wellbeing.core.api import PROBLEMS, words
from wellbeing.support.counselling.api.fields import REMINDER_WORDS, KeptTimeOutput
from wellbeing.support.counselling.api.throttles import BookThrottle
from wellbeing.support.counselling.api.times import (
    FreeTimeOutput,
    next_times,
    times_to_move_to,
)
from wellbeing.support.counselling.models import Booking, Practice, Wait
from wellbeing.support.counselling.models.bookings import NEWS, STATES
from wellbeing.support.counselling.rules import ALIAS_LONGEST, TOPIC_LONGEST
from wellbeing.support.counselling.selectors.times import kept_for
from wellbeing.support.counselling.services import bookings, changes, line, offers, posting
from wellbeing.support.counselling.services.errors import TimeTaken


class BookingInput(serializers.Serializer[Any]):
    """With `or_next` the next free time of the same counsellor will do as well."""

    counsellor = serializers.UUIDField()
    starts_at = serializers.DateTimeField()
    or_next = serializers.BooleanField(default=False)
    alias = serializers.CharField(max_length=ALIAS_LONGEST, allow_blank=True, default="")
    topic = serializers.CharField(max_length=TOPIC_LONGEST, allow_blank=True, default="")
    reminders = words(REMINDER_WORDS)
    by_mail = serializers.BooleanField(default=False)


class TimeInput(serializers.Serializer[Any]):
    starts_at = serializers.DateTimeField()


class WishesInput(serializers.Serializer[Any]):
    reminders = words(REMINDER_WORDS)
    by_mail = serializers.BooleanField(default=False)


class BookingOutput(serializers.Serializer[Any]):
    """`waiting` stands in line for something earlier; `offer` is kept for a quarter of an hour.

    `news` is what was not the client's own doing, until they put it away.
    """

    id = serializers.UUIDField()
    counsellor = serializers.UUIDField()
    name = serializers.CharField()
    time_zone = serializers.CharField()
    place = serializers.CharField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    state = serializers.ChoiceField(choices=STATES)
    news = serializers.ChoiceField(choices=NEWS)
    was_at = serializers.DateTimeField(allow_null=True)
    alias = serializers.CharField()
    topic = serializers.CharField()
    reminders = words(REMINDER_WORDS)
    by_mail = serializers.BooleanField()
    link = serializers.CharField()
    waiting = serializers.BooleanField()
    offer = KeptTimeOutput(allow_null=True)


class BookingsOutput(serializers.Serializer[Any]):
    results = BookingOutput(many=True)


class TimeTakenOutput(serializers.Serializer[Any]):
    """Why not, and what else is free."""

    code = serializers.CharField()
    message = serializers.CharField()
    next = FreeTimeOutput(many=True, required=False)


class MovesOutput(serializers.Serializer[Any]):
    results = FreeTimeOutput(many=True)


CONFLICT = {409: OpenApiResponse(TimeTakenOutput)}


class BookingList(APIView):
    """What is ahead, what was within the last weeks, and what somebody else just cancelled."""

    @extend_schema(responses={200: BookingsOutput, **PROBLEMS})
    def get(self, request: Request) -> Response:
        now = timezone.now()
        line.sweep(now=now)
        rows = _whole(person_of(request)).worth_showing(now).order_by("starts_at")
        return Response({"results": [_shown(row, now) for row in rows]})


class BookingDetail(APIView):
    throttle_classes = [BookThrottle]

    @extend_schema(
        request=BookingInput,
        responses={200: BookingOutput, 201: BookingOutput, **PROBLEMS, **CONFLICT},
    )
    def put(self, request: Request, id: UUID) -> Response:
        given = BookingInput(data=request.data)
        given.is_valid(raise_exception=True)
        client, now = person_of(request), timezone.now()
        wish = bookings.Wish(**given.validated_data)
        try:
            _row, new = bookings.book(client, wish, id=id, now=now)
        except TimeTaken as taken:
            return _instead(taken, client, wish.counsellor, now)
        code = status.HTTP_201_CREATED if new else status.HTTP_200_OK
        return Response(_one(client, id, now), status=code)

    @extend_schema(responses={200: BookingOutput, **PROBLEMS})
    def get(self, request: Request, id: UUID) -> Response:
        return Response(_one(person_of(request), id, timezone.now()))

    @extend_schema(responses={204: OpenApiResponse(), **PROBLEMS})
    def delete(self, request: Request, id: UUID) -> Response:
        client = person_of(request)
        row = bookings.booking_of(client, id=id)
        changes.cancel(row, by=client.pk, now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class BookingTime(APIView):
    """Where it could be moved to, and moving it."""

    @extend_schema(responses={200: MovesOutput, **PROBLEMS})
    def get(self, request: Request, id: UUID) -> Response:
        row, now = bookings.booking_of(person_of(request), id=id), timezone.now()
        return Response(MovesOutput({"results": times_to_move_to(row, now=now)}).data)

    @extend_schema(request=TimeInput, responses={200: BookingOutput, **PROBLEMS})
    def put(self, request: Request, id: UUID) -> Response:
        given = TimeInput(data=request.data)
        given.is_valid(raise_exception=True)
        client, now = person_of(request), timezone.now()
        row = bookings.booking_of(client, id=id)
        changes.move(row, by=client.pk, now=now, **given.validated_data)
        return Response(_one(client, id, now))


class BookingWishes(APIView):
    @extend_schema(request=WishesInput, responses={200: BookingOutput, **PROBLEMS})
    def put(self, request: Request, id: UUID) -> Response:
        given = WishesInput(data=request.data)
        given.is_valid(raise_exception=True)
        client, now = person_of(request), timezone.now()
        row = bookings.booking_of(client, id=id)
        changes.change_wishes(row, now=now, **given.validated_data)
        return Response(_one(client, id, now))


class BookingWait(APIView):
    """A place in line for something earlier with the same counsellor."""

    @extend_schema(request=None, responses={200: BookingOutput, **PROBLEMS})
    def put(self, request: Request, id: UUID) -> Response:
        client, now = person_of(request), timezone.now()
        line.stand_in_line(bookings.booking_of(client, id=id), now=now)
        return Response(_one(client, id, now))

    @extend_schema(responses={204: OpenApiResponse(), **PROBLEMS})
    def delete(self, request: Request, id: UUID) -> Response:
        row = bookings.booking_of(person_of(request), id=id)
        line.leave_line(row, now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class BookingNews(APIView):
    """Put away: read, and not to be shown again."""

    @extend_schema(responses={204: OpenApiResponse(), **PROBLEMS})
    def delete(self, request: Request, id: UUID) -> Response:
        changes.put_news_away(bookings.booking_of(person_of(request), id=id))
        return Response(status=status.HTTP_204_NO_CONTENT)


class BookingOffer(APIView):
    """A time that is kept for this appointment: take it, or let the next in line have it."""

    @extend_schema(request=None, responses={200: BookingOutput, **PROBLEMS})
    def put(self, request: Request, id: UUID) -> Response:
        client, now = person_of(request), timezone.now()
        offers.accept(bookings.booking_of(client, id=id), now=now)
        return Response(_one(client, id, now))

    @extend_schema(responses={204: OpenApiResponse(), **PROBLEMS})
    def delete(self, request: Request, id: UUID) -> Response:
        row = bookings.booking_of(person_of(request), id=id)
        line.decline(row, now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class BookingCalendar(APIView):
    """The file for the client's own calendar."""

    @extend_schema(responses={(200, "text/calendar"): OpenApiTypes.STR, **PROBLEMS})
    def get(self, request: Request, id: UUID) -> HttpResponse:
        client = person_of(request)
        return calendar(posting.file_for(bookings.booking_of(client, id=id), client))


def calendar(text: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="appointment.ics"'
    return response


def _instead(taken: TimeTaken, client: User, counsellor: UUID, now: datetime) -> Response:
    said = {"code": taken.code, "message": str(taken.message)}
    times = next_times(client, counsellor, now=now)
    return Response(said | {"next": times}, status=taken.status)


def _whole(client: User) -> Any:
    return Booking.objects.filter(client=client).select_related("client__unit", "counsellor", "key")


def _one(client: User, id: UUID, now: datetime) -> dict[str, Any]:
    bookings.booking_of(client, id=id)
    return _shown(_whole(client).get(id=id), now)


def _shown(row: Booking, now: datetime) -> dict[str, Any]:
    practice = Practice.objects.get(pk=row.counsellor_id)
    ahead = row.state(now) == "booked"
    kept = kept_for(row.client, row.kept_times.all(), now=now) if ahead else None
    said = {
        "id": row.id,
        "counsellor": row.counsellor_id,
        "name": row.counsellor.name,
        "time_zone": practice.time_zone,
        "place": practice.place if ahead else "",
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "state": row.state(now),
        "news": row.news,
        "was_at": row.was_at,
        "alias": row.alias,
        "topic": bookings.topic_of(row),
        "reminders": row.reminders,
        "by_mail": row.by_mail,
        "link": posting.link_of(row) if ahead else "",
        "waiting": ahead and Wait.objects.filter(booking=row).exists(),
        "offer": kept,
    }
    return dict(BookingOutput(said).data)
