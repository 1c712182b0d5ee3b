"""How a client comes to an appointment."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Q

from accounts.models import User
from accounts.one_time import hashed
from wellbeing.core.errors import NotFound
from wellbeing.core.sealing import new_key, open_sealed, seal
from wellbeing.support.counselling.models import Booking, KeptTime, Practice, TimeWait
from wellbeing.support.counselling.rules import UPCOMING, Slot
from wellbeing.support.counselling.selectors.times import (
    FreeTime,
    practices_for,
    still_free,
    times_of,
)
from wellbeing.support.counselling.services import line, posting
from wellbeing.support.counselling.services.diary import lock, remind_anew, take_time, tell
from wellbeing.support.counselling.services.errors import BusyThen, EnoughBooked, TimeTaken
from wellbeing.support.uses.services import note_use


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a client asks for; with `or_next` the next free time will do as well."""

    counsellor: UUID
    starts_at: datetime
    or_next: bool = False
    alias: str = ""
    topic: str = ""
    reminders: list[str] = field(default_factory=list)
    by_mail: bool = False


def book(client: User, wish: Wish, *, id: UUID, now: datetime) -> tuple[Booking, bool]:
    """An appointment; the second value says whether this was the first time. A repeat is the same.

    Raises TimeTaken, BusyThen, EnoughBooked, and NotFound for a counsellor of other people.
    """
    if known := _known(client, id):
        return known, False
    times = times_of(practices_for(client, now=now).filter(pk=wish.counsellor), now=now)
    try:
        with transaction.atomic():
            practice = _lock_theirs(client, wish.counsellor, now)
            if known := _known(client, id):
                return known, False  # a repeat overtook us while we waited for the lock
            line.move_on(practice, now=now)
            slot = _kept(client, wish, now) or _choose(times, client, wish, now)
            return _store(client, wish, slot, id=id, now=now), True
    except IntegrityError as overtaken:  # from another diary, whose lock is another
        if known := _known(client, id):
            return known, False
        raise TimeTaken from overtaken


def _lock_theirs(client: User, counsellor_id: UUID, now: datetime) -> Practice:
    if not practices_for(client, now=now).filter(pk=counsellor_id).exists():
        raise NotFound
    return lock(counsellor_id)


def _known(client: User, id: UUID) -> Booking | None:
    return Booking.objects.filter(client=client, id=id).first()


def _kept(client: User, wish: Wish, now: datetime) -> Slot | None:
    """The time that was kept for them while they waited, also where the notice is over by now."""
    mine = KeptTime.objects.unbooked().open().filter(client=client, counsellor=wish.counsellor)
    kept = mine.filter(starts_at=wish.starts_at).first()
    if kept is None or not line.end(kept, at=now):
        return None
    return Slot(kept.starts_at, kept.ends_at, kept.pause)


def _choose(times: list[FreeTime], client: User, wish: Wish, now: datetime) -> Slot:
    will_do = [one for one in times if _will_do(one.slot, wish)]
    if found := next(still_free(will_do, client, now=now), None):
        return found.slot
    own = Booking.objects.standing().filter(client=client)
    if own.filter(starts_at__lte=wish.starts_at, ends_at__gt=wish.starts_at).exists():
        raise BusyThen
    raise TimeTaken


def _will_do(slot: Slot, wish: Wish) -> bool:
    return slot.starts_at == wish.starts_at or (wish.or_next and slot.starts_at > wish.starts_at)


def _store(client: User, wish: Wish, slot: Slot, *, id: UUID, now: datetime) -> Booking:
    ref = uuid4()
    booking = Booking(
        ref=ref,
        client=client,
        id=id,
        counsellor_id=wish.counsellor,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        pause=slot.pause,
        seat=_seat(client, now),
        alias=wish.alias,
        reminders=wish.reminders,
        by_mail=wish.by_mail,
        secret_hash=hashed(posting.new_secret(client.pk, ref, now)),
        made_at=now,
        changed_at=now,
    )
    if wish.topic:
        booking.key = new_key()
        booking.topic = seal(booking.key, wish.topic, place=_place(ref))
    booking.save(force_insert=True)
    take_time(booking)
    remind_anew(booking, now)
    _end_waiting(booking)
    note_use(client, kind="counsellor", now=now)
    tell(booking, by=client.pk)
    posting.post_calendar(booking, now=now)
    return booking


def _end_waiting(booking: Booking) -> None:
    """Who has what they waited for waits no more; once free again, this time is told of anew."""
    mine = TimeWait.objects.filter(client=booking.client_id, until__gt=booking.starts_at)
    mine.filter(Q(counsellor=None) | Q(counsellor=booking.counsellor_id)).delete()
    told = KeptTime.objects.unbooked().filter(counsellor=booking.counsellor_id)
    told.filter(starts_at=booking.starts_at, ended_at__isnull=False).delete()


def _seat(client: User, now: datetime) -> int:
    over = Booking.objects.filter(client=client, ends_at__lte=now, seat__isnull=False)
    over.update(seat=None)
    taken = Booking.objects.filter(client=client).values_list("seat", flat=True)
    free = set(range(1, UPCOMING + 1)) - set(taken)
    if not free:
        raise EnoughBooked
    return min(free)


def _place(ref: UUID) -> str:
    return f"support_counselling_booking.topic:{ref}"


def topic_of(booking: Booking) -> str:
    if booking.key is None or booking.topic is None:
        return ""
    return open_sealed(booking.key, bytes(booking.topic), place=_place(booking.ref))


def booking_of(client: User, *, id: UUID) -> Booking:
    """Raises NotFound, also for somebody else's."""
    booking = _known(client, id)
    if booking is None:
        raise NotFound
    return booking


def told_by_link(secret: str, *, now: datetime) -> Booking:
    """The appointment ahead whose link this is. Raises NotFound for any other."""
    ahead = Booking.objects.standing().filter(secret_hash=hashed(secret), starts_at__gt=now)
    row = ahead.select_related("client__unit", "counsellor").first()
    if row is None:
        raise NotFound
    return row
