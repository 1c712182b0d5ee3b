"""What is stored about a person's appointments: shown, exported, forgotten."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Min, Q

from accounts.models import User
from wellbeing.support.counselling.models import (
    Booking,
    Hours,
    KeptTime,
    Practice,
    SpecialDay,
    TimeWait,
    Wait,
)
from wellbeing.support.counselling.rules import CANCELLED_KEPT
from wellbeing.support.counselling.services import leaving
from wellbeing.support.counselling.services.bookings import topic_of

KIND = "appointments"


def holdings(person: User) -> dict[str, Any]:
    waits = TimeWait.objects.filter(client=person).count()
    found = Booking.objects.filter(Q(client=person) | Q(counsellor=person)).aggregate(
        count=Count("ref"), oldest_at=Min("made_at"), newest_at=Max("made_at")
    )
    return {"kind": KIND, **found, "count": found["count"] + waits}


def export(person: User) -> Iterator[dict[str, Any]]:
    """A client's own; of a counsellor's the times alone, for the rest is their clients'."""
    own = Booking.objects.filter(client=person).order_by("starts_at", "id")
    for row in own.select_related("counsellor", "key"):
        yield {
            "with": row.counsellor.name,
            "starts_at": row.starts_at,
            "ends_at": row.ends_at,
            "under": row.alias or person.name,
            "topic": topic_of(row),
            "reminders": row.reminders,
            "calendar_by_mail": row.by_mail,
            "made_at": row.made_at,
            "cancelled_at": row.cancelled_at,
            "news": row.news,
            "was_at": row.was_at,
            "in_line_for_something_earlier": Wait.objects.filter(booking=row).exists(),
            "counsellor_may_keep_notes": True,
            "id": row.id,
        }
    yield from _line(person)
    for row in Booking.objects.filter(counsellor=person).order_by("starts_at", "ref"):
        yield {"as_counsellor": True, "starts_at": row.starts_at, "ends_at": row.ends_at}
    yield from _practice(person)


def _line(person: User) -> Iterator[dict[str, Any]]:
    """Where they wait, and which times were kept for them."""
    for row in TimeWait.objects.filter(client=person).select_related("counsellor"):
        yield {
            "waits_for": row.counsellor.name if row.counsellor else "",
            "asked_at": row.asked_at,
            "until": row.until,
        }
    kept = KeptTime.objects.filter(client=person).select_related("counsellor")
    for time in kept.order_by("until", "pk"):
        yield {
            "kept_with": time.counsellor.name,
            "starts_at": time.starts_at,
            "kept_until": time.until,
            "ended_at": time.ended_at,
        }


def _practice(person: User) -> Iterator[dict[str, Any]]:
    for row in Practice.objects.filter(counsellor=person):
        yield {
            "as_counsellor": True,
            "time_zone": row.time_zone,
            "notice_minutes": row.notice_minutes,
            "horizon_days": row.horizon_days,
            "place": row.place,
            "languages": row.languages,
        }
    for hours in Hours.objects.filter(counsellor=person).order_by("valid_from", "id"):
        yield {
            "weekdays": hours.weekdays,
            "valid_from": str(hours.valid_from),
            "valid_until": str(hours.valid_until or ""),
            **_window(hours),
        }
    for day in SpecialDay.objects.filter(counsellor=person).order_by("day", "id"):
        yield {"day": str(day.day), "off": day.off, **({} if day.off else _window(day))}


def _window(row: Hours | SpecialDay) -> dict[str, Any]:
    return {
        "from": str(row.from_time),
        "to": str(row.to_time),
        "minutes": row.minutes,
        "pause": row.pause,
    }


def erase(person: User, now: datetime) -> int:
    """A client's appointments; what a counsellor does for others is not theirs to forget here."""
    return leaving.forget_client(person, now=now)


def expire(now: datetime) -> None:
    kept = timedelta(weeks=settings.COUNSELLING_WEEKS)
    leaving.forget_old(kept=kept, cancelled_kept=CANCELLED_KEPT, now=now)
