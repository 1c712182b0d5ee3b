"""Waiting for a time without having one: asking, taking it back, and being told."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from wellbeing.core.errors import NotFound
from wellbeing.support.counselling.models import Booking, KeptTime, Practice, TimeWait
from wellbeing.support.counselling.rules import LONGEST_WAIT, UPCOMING, WAIT_LASTS, Slot
from wellbeing.support.counselling.selectors.times import (
    FreeTime,
    kept_for,
    not_given_away,
    practices_for,
    still_free,
    times_of,
)
from wellbeing.support.counselling.services import line
from wellbeing.support.counselling.services.diary import lock
from wellbeing.support.counselling.services.errors import EnoughBooked

AT_ONCE = 50  # times that one look keeps; the next look comes within a minute


def wait_for_time(
    client: User, *, counsellor: UUID | None, until: datetime | None, now: datetime
) -> TimeWait:
    """Again it is the same place in line, for whatever was asked last.

    Raises EnoughBooked, and NotFound for a counsellor of other people.
    """
    if counsellor and not practices_for(client, now=now).filter(pk=counsellor).exists():
        raise NotFound
    if Booking.objects.upcoming(now).filter(client=client).count() >= UPCOMING:
        raise EnoughBooked
    TimeWait.objects.filter(client=client, until__lte=now).delete()
    wanted = {"counsellor_id": counsellor, "until": _end(until, now)}
    row, _new = TimeWait.objects.update_or_create(
        client=client, defaults=wanted, create_defaults=wanted | {"asked_at": now}
    )
    return row


def _end(until: datetime | None, now: datetime) -> datetime:
    return min(until or now + WAIT_LASTS, now + LONGEST_WAIT)


def waits_of(client: User, *, now: datetime) -> tuple[TimeWait | None, KeptTime | None]:
    """Their place in line, and what is kept for them just now."""
    row = (
        TimeWait.objects.standing(now)
        .filter(client=client)
        .select_related("counsellor__practice")
        .first()
    )
    return row, kept_for(client, KeptTime.objects.unbooked().filter(client=client), now=now)


def wait_no_more(client: User, *, now: datetime) -> None:
    """Out of the line; what was kept goes to the next. Again changes nothing."""
    TimeWait.objects.filter(client=client).delete()
    let_go(client, now=now)


def let_go(client: User, *, now: datetime) -> None:
    """The place in line stays. Apart from the line's own rows: a diary is always locked first."""
    for kept in KeptTime.objects.unbooked().open().filter(client=client):
        with transaction.atomic():
            lock(kept.counsellor_id)
            line.pass_on(kept, ended_at=now, now=now)


def look_out(*, now: datetime) -> None:
    """Times that nobody gave up come free as well: with new hours, or with every new day."""
    known: dict[UUID, list[FreeTime]] = {}
    waiting = line.without_offer(now).order_by("asked_at", "client").select_related("client__unit")
    served = 0
    for row in waiting:
        found = _first_for(row, known, now)
        if found and _keep(row, found, now):
            known.pop(found.counsellor_id)  # fewer now
            served += 1
        if served == AT_ONCE:
            return


def _first_for(row: TimeWait, known: dict[UUID, list[FreeTime]], now: datetime) -> FreeTime | None:
    practices = practices_for(row.client, now=now)
    if row.counsellor_id:
        practices = practices.filter(pk=row.counsellor_id)
    mine: list[FreeTime] = []
    for practice in practices:
        if practice.pk not in known:
            known[practice.pk] = not_given_away(times_of([practice], now=now), now=now)
        mine += [one for one in known[practice.pk] if one.slot.starts_at < row.until]
    if not mine:
        return None  # as a rule: everything is full
    told = KeptTime.objects.unbooked().filter(client=row.client_id)
    before = set(told.values_list("counsellor", "starts_at"))
    fresh = [one for one in mine if (one.counsellor_id, one.slot.starts_at) not in before]
    fresh.sort(key=lambda one: (one.slot, one.counsellor_id))
    return next(still_free(fresh, row.client, now=now), None)


def _keep(row: TimeWait, found: FreeTime, now: datetime) -> bool:
    """Unless somebody has taken it since, or another scheduler was first."""
    slot: Slot = found.slot
    with transaction.atomic():
        practice: Practice = lock(found.counsellor_id)
        place = line.Place(row.asked_at, row.client_id, None)
        if line.taken(practice.pk, slot.starts_at, slot.free_again_at):
            return False
        return line.offer_to(place, practice, slot, now=now)
