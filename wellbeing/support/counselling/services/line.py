"""Who waits for a time: one that gets free goes to the first in line, then on, then to all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count, QuerySet

from accounts.models import User
from wellbeing.support.counselling.models import (
    BookedQuarter,
    Booking,
    KeptTime,
    Practice,
    TimeWait,
    Wait,
)
from wellbeing.support.counselling.rules import HOLD, REST, UPCOMING, Slot, quarters
from wellbeing.support.counselling.selectors.times import counsellors_for
from wellbeing.support.counselling.services.diary import keep_time, lock, tell_of_offer


@dataclass(frozen=True, order=True)
class Place:
    """Of one person in the line; `booking` would be moved, without one it would be made."""

    asked_at: datetime
    client_id: UUID
    booking: UUID | None


def stand_in_line(booking: Booking, *, now: datetime) -> None:
    """Again changes nothing: the place is that of the first time."""
    Wait.objects.get_or_create(booking=booking, defaults={"asked_at": now})


def leave(booking: Booking, *, now: datetime) -> None:
    """On a locked diary: out of the line, and what was kept goes to the next."""
    Wait.objects.filter(booking=booking).delete()
    let_go(booking, now=now)


def let_go(booking: Booking, *, now: datetime) -> None:
    """On a locked diary: what is kept for this one goes to the next; the place in line stays."""
    for kept in booking.kept_times.open():
        pass_on(kept, ended_at=now, now=now)


def offer(practice: Practice, slot: Slot, *, now: datetime, but: UUID | None = None) -> None:
    """On a locked diary: keep a time that got free for the first who would have it; else all.

    `but` is who gave it up just now.
    """
    notice = timedelta(minutes=practice.notice_minutes)
    if slot.starts_at < now + notice or taken(practice.pk, slot.starts_at, slot.free_again_at):
        return
    for place in _line(practice, slot, now):
        if place.client_id != but and offer_to(place, practice, slot, now=now):
            return


def offer_to(place: Place, practice: Practice, slot: Slot, *, now: datetime) -> bool:
    """On a locked diary; False where they cannot have it, or are offered another just now."""
    if place.booking is None and not _holds(place, now):
        return False
    client = User.objects.get(pk=place.client_id)
    if not counsellors_for(client, now=now).filter(pk=practice.pk).exists():
        return False
    if taken(client.pk, slot.starts_at, slot.ends_at):
        return False
    _keep(place, slot, practice, now)
    return True


def _line(practice: Practice, slot: Slot, now: datetime) -> Iterator[Place]:
    """Whoever asked first; none who is offered something else or was offered this one before."""
    booked = _with_booking(practice, slot).values_list("asked_at", "booking__client", "booking")
    bare = without_offer(now).filter(until__gt=slot.starts_at)
    bare = bare.filter(counsellor=practice.pk) | bare.filter(counsellor=None)
    bare = bare.exclude(client__in=offered(practice.pk, slot.starts_at))
    places = [Place(*row) for row in booked]
    places += [Place(asked_at, id, None) for asked_at, id in bare.values_list("asked_at", "client")]
    yield from sorted(places, key=lambda place: (place.asked_at, place.client_id))


def _with_booking(practice: Practice, slot: Slot) -> QuerySet[Wait]:
    later = Booking.objects.standing().filter(
        counsellor=practice.pk, starts_at__gte=slot.free_again_at
    )
    was_asked = KeptTime.objects.filter(starts_at=slot.starts_at) | KeptTime.objects.open()
    asked = was_asked.exclude(booking=None).values("booking")
    return Wait.objects.filter(booking__in=later).exclude(booking__in=asked)


def without_offer(now: datetime) -> QuerySet[TimeWait]:
    """Who may be told of a time: none who was a moment ago, nor who has all they may have."""
    recent = KeptTime.objects.unbooked().filter(until__gt=now - REST)
    ahead = Booking.objects.upcoming(now).values("client").annotate(count=Count("ref"))
    enough = ahead.filter(count__gte=UPCOMING).values("client")
    line = TimeWait.objects.standing(now).filter(client__is_active=True)
    return line.exclude(client__in=recent.values("client")).exclude(client__in=enough)


def offered(counsellor_id: UUID, starts_at: datetime) -> QuerySet[KeptTime, UUID]:
    before = KeptTime.objects.unbooked().filter(counsellor=counsellor_id, starts_at=starts_at)
    return before.values_list("client", flat=True)


def _holds(place: Place, now: datetime) -> bool:
    """Still in line. Two diaries at once: the second passes over whom the first is telling."""
    line = TimeWait.objects.standing(now).filter(client=place.client_id)
    if not line.select_for_update(skip_locked=True).first():
        return False
    return not KeptTime.objects.unbooked().open().filter(client=place.client_id).exists()


def taken(person_id: UUID, since: datetime, until: datetime) -> bool:
    wanted = list(quarters(since, until))
    return BookedQuarter.objects.filter(person=person_id, at__in=wanted).exists()


def _keep(place: Place, slot: Slot, practice: Practice, now: datetime) -> None:
    kept = KeptTime.objects.create(
        client_id=place.client_id,
        counsellor_id=practice.pk,
        booking_id=place.booking,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        pause=slot.pause,
        until=now + HOLD,
    )
    keep_time(kept, slot.free_again_at)
    tell_of_offer(kept)


def move_on(practice: Practice, *, now: datetime) -> None:
    """On a locked diary: whatever was kept long enough goes to the next in line."""
    for kept in KeptTime.objects.run_out(now).filter(counsellor=practice.pk):
        pass_on(kept, ended_at=kept.until, now=now)


def pass_on(kept: KeptTime, *, ended_at: datetime, now: datetime) -> None:
    """On a locked diary; once, and to nobody where the counsellor has left."""
    if end(kept, at=ended_at):
        practice = Practice.objects.get(pk=kept.counsellor_id)
        offer(practice, Slot(kept.starts_at, kept.ends_at, kept.pause), now=now)


def end(kept: KeptTime, *, at: datetime) -> bool:
    # One UPDATE decides, so a time is passed on or taken once.
    if not KeptTime.objects.open().filter(pk=kept.pk).update(ended_at=at):
        return False
    kept.quarters.all().delete()
    return True


def decline(booking: Booking, *, now: datetime) -> None:
    """Keep the appointment as it is, and the place in line; the next one is asked."""
    with transaction.atomic():
        lock(booking.counsellor_id)
        let_go(booking, now=now)


def leave_line(booking: Booking, *, now: datetime) -> None:
    with transaction.atomic():
        lock(booking.counsellor_id)
        leave(booking, now=now)


def sweep(*, now: datetime) -> None:
    due = KeptTime.objects.run_out(now).values_list("counsellor", flat=True)
    for counsellor_id in set(due):
        with transaction.atomic():
            move_on(lock(counsellor_id), now=now)
