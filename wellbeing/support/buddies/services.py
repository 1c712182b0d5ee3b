"""Wanting a buddy, being paired, and leaving without a word of why."""

from datetime import datetime
from itertools import groupby
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from wellbeing.core.events import publish
from wellbeing.support.buddies import selectors
from wellbeing.support.buddies.events import BuddiesChanged
from wellbeing.support.buddies.models import Buddy, Pair, Parted
from wellbeing.support.buddies.rules import APART, end_of_week, next_nudge, pairs


@transaction.atomic
def want_a_buddy(person: User, *, now: datetime) -> None:
    """Again changes nothing."""
    _, new = Buddy.objects.get_or_create(person=person, defaults={"wanted_on": now.date()})
    if new:
        match(now=now)


@transaction.atomic
def match(*, now: datetime) -> int:
    """Pair whoever fits; returns how many pairs. Two of these at once make no third buddy."""
    # The rows are the lock: another match waits here, and then finds them taken.
    rows = Buddy.objects.waiting().select_for_update(of=("self",)).order_by("pk")
    locked = {row.pk for row in rows}
    found = [wish for wish in selectors.wishes(now=now) if wish.person in locked]
    count = 0
    for two in pairs(found):
        pair = Pair.objects.create(made_on=now.date())
        for seat, person_id in enumerate(two, start=1):
            _sit(person_id, pair, seat, now)
        count += 1
    return count


def _sit(person_id: UUID, pair: Pair, seat: int, now: datetime) -> None:
    zone = ZoneInfo(User.objects.get(pk=person_id).time_zone)
    taken = {"pair": pair, "seat": seat, "nudge_at": next_nudge(now, zone)}
    Buddy.objects.filter(pk=person_id).update(**taken)
    publish(BuddiesChanged(person_id=str(person_id)))


@transaction.atomic
def leave(person: User, *, now: datetime) -> None:
    """The other one waits for somebody else, if they like; again changes nothing."""
    pair = Buddy.objects.filter(person=person, pair__isnull=False).values("pair")
    # Both at once lock the same rows in the same order.
    rows = Buddy.objects.filter(Q(person=person) | Q(pair__in=pair))
    both = {row.pk: row for row in rows.select_for_update(of=("self",)).order_by("pk")}
    mine = both.get(person.pk)
    if mine is None:
        return
    mine.delete()
    if mine.pair_id is None:
        return
    for other in Buddy.objects.filter(pair=mine.pair_id):
        _part(person.pk, other.pk, now)
        _set_free(other)
    Pair.objects.filter(pk=mine.pair_id).delete()


@transaction.atomic
def part_who_are_kept_apart(*, now: datetime) -> None:
    """Both wait for somebody else and are told that much, not why."""
    apart = Buddy.objects.filter(pair__in=selectors.pairs_kept_apart())
    rows = apart.select_for_update(of=("self",)).order_by("pair", "pk")
    for pair_id, found in groupby(rows, key=lambda row: row.pair_id):
        _part_both(pair_id, list(found), now)


def _part_both(pair_id: int | None, both: list[Buddy], now: datetime) -> None:
    if pair_id is None or len(both) < 2:
        return  # one of them left meanwhile
    _part(both[0].pk, both[1].pk, now)
    for one in both:
        _set_free(one)
    Pair.objects.filter(pk=pair_id).delete()


def _set_free(row: Buddy) -> None:
    nobody = {"pair": None, "seat": None, "nudge_at": None, "reminds_until": None}
    Buddy.objects.filter(pk=row.pk).update(**nobody)
    publish(BuddiesChanged(person_id=str(row.pk)))


def _part(one: UUID, other: UUID, now: datetime) -> None:
    first, second = sorted((one, other))
    Parted.objects.update_or_create(
        one_id=first, other_id=second, defaults={"until": (now + APART).date()}
    )


def nudge(person_id: UUID, *, now: datetime) -> bool:
    """Show it in the app and move the next one on; False where another worker has."""
    row = Buddy.objects.due(now).filter(pk=person_id).select_related("person").first()
    if row is None:
        return False
    zone = ZoneInfo(row.person.time_zone)
    due = Buddy.objects.due(now).filter(pk=person_id, nudge_at=row.nudge_at)
    if not due.update(nudge_at=next_nudge(now, zone), reminds_until=end_of_week(now, zone)):
        return False
    publish(BuddiesChanged(person_id=str(person_id)))
    return True


def put_reminder_away(person: User) -> None:
    """Until next week; again changes nothing."""
    Buddy.objects.filter(person=person).update(reminds_until=None)
