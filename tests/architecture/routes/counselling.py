"""Appointments with counsellors."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from accounts.models import RoleGrant, Unit, User
from accounts.models.people import Role
from tests.architecture.asked import READ, Answers, Asked
from tests.support.counselling.diary import booked, sees_people
from wellbeing.support.counselling.models import Booking, Hours, KeptTime, Practice, SpecialDay
from wellbeing.support.counselling.selectors.times import free_times


def _counsellor() -> User:
    """Somebody new, so that each appointment stands in a diary of its own."""
    company = Unit.objects.get(kind=Unit.Kind.ORGANISATION)
    counsellor = User.objects.create_user(uuid4().hex, None, name="Cole", unit=company)
    RoleGrant.objects.create(person=counsellor, role=Role.COUNSELLOR, unit=company)
    sees_people(counsellor, hours=(1, 23))
    return counsellor


def _free(counsellor: User, client: User) -> Any:
    now = timezone.now()
    practice = Practice.objects.filter(pk=counsellor.pk)
    return free_times(practice, client, now=now)


def _booking(person: User) -> UUID:
    counsellor = _counsellor()
    times = _free(counsellor, person)
    row = booked(person, counsellor, times[20].slot.starts_at, now=timezone.now())
    return row.id


def _offered_booking(person: User) -> UUID:
    """With an earlier time kept for it."""
    row = Booking.objects.get(client=person, id=_booking(person))
    first, now = _free(row.counsellor, person)[5].slot, timezone.now()
    KeptTime.objects.create(
        client=person,
        counsellor=row.counsellor,
        booking=row,
        starts_at=first.starts_at,
        ends_at=first.ends_at,
        pause=first.pause,
        until=now + timedelta(minutes=5),
    )
    return row.id


def _booking_wish() -> dict[str, Any]:
    counsellor = _counsellor()
    asking = User.objects.filter(personnel_number__in=("visitor", "ada"))
    anybody = asking.order_by("-personnel_number")[0]  # the visitor of the walk, if there is one
    at = _free(counsellor, anybody)[40].slot.starts_at
    return {"counsellor": str(counsellor.pk), "starts_at": at.isoformat()}


def _appointment(person: User) -> UUID:
    """Of this person as a counsellor, with somebody else."""
    company = Unit.objects.get(kind=Unit.Kind.ORGANISATION)
    if not RoleGrant.objects.filter(person=person, role=Role.COUNSELLOR).exists():
        return _made(person)
    client = User.objects.create_user(uuid4().hex, None, name="New", unit=company)
    sees_people(person, hours=(1, 23))
    at = _free(person, client)[9].slot.starts_at
    return booked(client, person, at, now=timezone.now()).ref


def _made(person: User) -> UUID:
    """In the diary of somebody who is no counsellor any more."""
    company = Unit.objects.get(kind=Unit.Kind.ORGANISATION)
    client = User.objects.create_user(uuid4().hex, None, name="New", unit=company)
    sees_people(person)
    now = timezone.now()
    row = Booking.objects.create(
        client=client,
        id=uuid4(),
        counsellor=person,
        starts_at=now + timedelta(days=1),
        ends_at=now + timedelta(days=1, minutes=30),
        pause=0,
        secret_hash=uuid4().hex,
        made_at=now,
        changed_at=now,
    )
    return row.ref


def _hours(person: User) -> UUID:
    sees_people(person)
    return Hours.objects.get(counsellor=person).id


def _special_day(person: User) -> UUID:
    sees_people(person)
    day = timezone.now().date() + timedelta(days=3)
    return SpecialDay.objects.create(counsellor=person, id=uuid4(), day=day).id


def _practice() -> dict[str, Any]:
    figures = {"time_zone": "Europe/Warsaw", "notice_minutes": 120, "horizon_days": 28}
    return figures | {"place": "Room 3.14", "languages": ["en"]}


def _some_hours() -> dict[str, Any]:
    window = {"from_time": "09:00", "to_time": "17:00", "minutes": 50, "pause": 10}
    return window | {"weekdays": [0, 2], "valid_from": str(timezone.now().date())}


def _day_off() -> dict[str, Any]:
    return {"day": str(timezone.now().date() + timedelta(days=4))}


def _nobodys_secret() -> dict[str, str]:
    return {"secret": "s" * 43}


ROUTES: dict[str, Asked] = {
    "free-times": Asked(READ),
    "bookings": Asked(READ),
    "booking": Asked(
        {
            "GET": Answers(200, 404, 404),
            "PUT": Answers(200, 201, 201, body=_booking_wish),
            "DELETE": Answers(204, 404, 404),
        },
        row=_booking,
    ),
    # Moved to where it cannot be: test_move_and_cancel.py moves to where it can.
    "booking-time": Asked(
        {
            "GET": Answers(200, 404, 404),
            "PUT": Answers(409, 404, 404, body=lambda: {"starts_at": timezone.now().isoformat()}),
        },
        row=_booking,
    ),
    "booking-wishes": Asked({"PUT": Answers(200, 404, 404)}, row=_booking),
    "booking-wait": Asked(
        {"PUT": Answers(200, 404, 404), "DELETE": Answers(204, 404, 404)}, row=_booking
    ),
    "booking-offer": Asked(
        {"PUT": Answers(200, 404, 404), "DELETE": Answers(204, 404, 404)}, row=_offered_booking
    ),
    "booking-news": Asked({"DELETE": Answers(204, 404, 404)}, row=_booking),
    "my-time-wait": Asked(READ | {"PUT": Answers(200), "DELETE": Answers(204)}),
    "my-time-wait-offer": Asked({"DELETE": Answers(204)}),
    "booking-calendar": Asked({"GET": Answers(200, 404, 404)}, row=_booking),
    # The secret alone opens these; test_move_by_link.py has one.
    "appointment-looks": Asked({"POST": Answers(404, body=_nobodys_secret)}),
    "appointment-moves": Asked(
        {
            "POST": Answers(
                404, body=lambda: _nobodys_secret() | {"starts_at": timezone.now().isoformat()}
            )
        }
    ),
    "appointment-cancellations": Asked({"POST": Answers(404, body=_nobodys_secret)}),
    "appointments": Asked(READ),
    "appointment": Asked({"DELETE": Answers(204, 404, 404)}, row=_appointment, key="ref"),
    "appointment-note": Asked(
        {
            "GET": Answers(200, 404, 404),
            "PUT": Answers(200, 404, 404, body=lambda: {"text": "Slept better."}),
        },
        row=_appointment,
        key="ref",
    ),
    "appointment-calendar": Asked({"GET": Answers(200, 404, 404)}, row=_appointment, key="ref"),
    "my-practice": Asked({"GET": Answers(200), "PUT": Answers(200, body=_practice)}),
    "practice-hours": Asked(
        {"PUT": Answers(200, 201, 201, body=_some_hours), "DELETE": Answers(204, 404, 404)},
        row=_hours,
    ),
    "special-day": Asked(
        {"PUT": Answers(200, 201, 201, body=_day_off), "DELETE": Answers(204, 404, 404)},
        row=_special_day,
    ),
}
