"""Which counsellors somebody may go to, and which of their times are free."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from accounts.models import RoleGrant, User
from accounts.models.people import Role
from wellbeing.support.counselling.models import (
    BookedQuarter,
    Hours,
    KeptTime,
    Practice,
    SpecialDay,
)
from wellbeing.support.counselling.models.practices import horizon_of
from wellbeing.support.counselling.rules import Slot, quarters, slots
from wellbeing.support.kept_apart.selectors import kept_from

Row = TypeVar("Row", Hours, SpecialDay)


@dataclass(frozen=True)
class FreeTime:
    counsellor_id: UUID
    slot: Slot


def counsellors_for(client: User, *, now: datetime) -> QuerySet[User]:
    """Whose role covers the client's part of the organisation.

    Nobody goes to themselves, nor to whom either of the two does not want to meet again.
    """
    covering = [unit.pk for unit in client.unit.path()] if client.unit else []
    grants = RoleGrant.objects.at(now).filter(role=Role.COUNSELLOR, unit__in=covering)
    found = User.objects.filter(pk__in=grants.values("person"), is_active=True)
    return found.exclude(pk=client.pk).exclude(pk__in=kept_from(client).values("pk"))


def practices_for(client: User, *, now: datetime) -> QuerySet[Practice]:
    found = Practice.objects.filter(counsellor__in=counsellors_for(client, now=now))
    return found.select_related("counsellor").order_by("counsellor__name", "pk")


def kept_for(client: User, kept: QuerySet[KeptTime], *, now: datetime) -> KeptTime | None:
    """Which of these they could take: none with whom they may not be booked any more."""
    found = kept.filter(ended_at=None, until__gt=now).select_related("counsellor__practice").first()
    if found and counsellors_for(client, now=now).filter(pk=found.counsellor_id).exists():
        return found
    return None


def free_times(
    practices: Iterable[Practice],
    client: User,
    *,
    now: datetime,
    but: UUID | None = None,
) -> list[FreeTime]:
    """In order of time; `but` is an appointment that would be moved, so its own time is free."""
    return list(still_free(times_of(practices, now=now), client, now=now, but=but))


def times_of(practices: Iterable[Practice], *, now: datetime) -> list[FreeTime]:
    """In order of time, taken or not: the long part, for which no diary need be locked."""
    found = _of_all(list(practices), now)
    return sorted(found, key=lambda one: (one.slot, one.counsellor_id))


def still_free(
    times: list[FreeTime], client: User, *, now: datetime, but: UUID | None = None
) -> Iterator[FreeTime]:
    """Those of them that neither the counsellor nor the client has given away."""
    taken = _taken({client.pk, *(one.counsellor_id for one in times)}, but, now)
    mine = taken.get(client.pk, set())
    for one in times:
        theirs = taken.get(one.counsellor_id, set())
        if theirs.isdisjoint(_with_pause(one.slot)) and (
            not mine or mine.isdisjoint(quarters(one.slot.starts_at, one.slot.ends_at))
        ):
            yield one


def not_given_away(times: list[FreeTime], *, now: datetime) -> list[FreeTime]:
    """Those that the counsellor still has, whoever asks."""
    taken = _taken({one.counsellor_id for one in times}, None, now)
    nothing: set[datetime] = set()
    return [
        one
        for one in times
        if taken.get(one.counsellor_id, nothing).isdisjoint(_with_pause(one.slot))
    ]


def _with_pause(slot: Slot) -> Iterable[datetime]:
    return quarters(slot.starts_at, slot.free_again_at)


def _of_all(practices: list[Practice], now: datetime) -> list[FreeTime]:
    people = [practice.pk for practice in practices]
    weekly = _by_person(Hours.objects.filter(counsellor__in=people))
    special = _by_person(SpecialDay.objects.filter(counsellor__in=people))
    return [
        FreeTime(one.pk, slot)
        for one in practices
        for slot in _slots(one, weekly.get(one.pk, []), special.get(one.pk, []), now)
    ]


def _slots(
    practice: Practice,
    weekly: list[Hours],
    special: list[SpecialDay],
    now: datetime,
) -> list[Slot]:
    since, horizon = horizon_of(practice, now)
    return slots(
        [row.rule() for row in weekly],
        [(row.day, row.window()) for row in special if not row.off],
        [row.day for row in special if row.off],
        zone=ZoneInfo(practice.time_zone),
        since=since,
        until=horizon,
    )


def _by_person(rows: QuerySet[Row]) -> dict[UUID, list[Row]]:
    ordered = rows.order_by("counsellor_id", "id")
    return {id: list(found) for id, found in groupby(ordered, key=lambda row: row.counsellor_id)}


def _taken(people: set[UUID], but: UUID | None, now: datetime) -> dict[UUID, set[datetime]]:
    rows = BookedQuarter.objects.filter(person__in=people, at__gte=now)
    if but:
        rows = rows.filter(~Q(booking=but) | Q(booking=None))
    found: dict[UUID, set[datetime]] = {}
    for person, at in rows.values_list("person", "at"):
        found.setdefault(person, set()).add(at.astimezone(UTC))
    return found
