"""Counsellors, their hours and appointments as tests set them up."""

from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID, uuid4

from accounts.models import User
from wellbeing.support.counselling.models import Booking, Hours, Practice
from wellbeing.support.counselling.services.bookings import Wish, book

FREE = "/api/v1/free-times"
BOOKINGS = "/api/v1/bookings"
APPOINTMENTS = "/api/v1/appointments"
PRACTICE = "/api/v1/practices/mine"
ALL_DAYS = list(range(7))


def url(id: object, part: str = "") -> str:
    return f"{BOOKINGS}/{id}{part and '/'}{part}"


def sees_people(
    counsellor: User,
    *,
    zone: str = "Europe/Warsaw",
    weekdays: list[int] = ALL_DAYS,
    hours: tuple[int, int] = (9, 17),
    minutes: int = 50,
    pause: int = 10,
    since: date = date(2020, 1, 1),
    **practice: Any,
) -> Practice:
    """Every day from nine to five, by that clock."""
    said = {"time_zone": zone, "place": "Room 3.14", **practice}
    row, _ = Practice.objects.update_or_create(counsellor=counsellor, defaults=said)
    Hours.objects.create(
        counsellor=counsellor,
        id=uuid4(),
        weekdays=weekdays,
        from_time=time(hours[0]),
        to_time=time(hours[1]),
        minutes=minutes,
        pause=pause,
        valid_from=since,
    )
    return row


def booked(
    client: User, counsellor: User, starts_at: datetime, *, now: datetime, **more: Any
) -> Booking:
    id: UUID = more.pop("id", None) or uuid4()
    wish = Wish(counsellor=counsellor.pk, starts_at=starts_at, **more)
    row, _ = book(client, wish, id=id, now=now)
    return row


def wish(counsellor: User, starts_at: datetime | str, **more: Any) -> dict[str, Any]:
    at = starts_at if isinstance(starts_at, str) else starts_at.isoformat()
    return {"counsellor": str(counsellor.pk), "starts_at": at, **more}


def fresh(row: Booking) -> Booking:
    return Booking.objects.get(pk=row.pk)


def utc(*when: int) -> datetime:
    return datetime(*when, tzinfo=UTC)
