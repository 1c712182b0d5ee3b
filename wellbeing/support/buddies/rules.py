"""Who may be paired, and when the two are reminded of each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Final
from uuid import UUID

NUDGE_WEEKDAY, NUDGE_AT = 1, time(10)  # Tuesday: Mondays are full
# Who parted is not paired again for that long.
APART: Final = timedelta(weeks=52)
PUSHED_FOR: Final = timedelta(hours=8)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Somebody who wants a buddy; `barred` are those whom they must not get."""

    person: UUID
    site: int | None
    language: str
    barred: frozenset[UUID]

    def fits(self, other: "Wish") -> bool:
        same = (self.site, self.language) == (other.site, other.language)
        barred = other.person in self.barred or self.person in other.barred
        return same and self.site is not None and not barred and self.person != other.person


def pairs(wishes: Sequence[Wish]) -> Iterator[tuple[UUID, UUID]]:
    """Whoever waits longest gets the first of the others that fits."""
    waiting = list(wishes)
    while waiting:
        first = waiting.pop(0)
        found = next((other for other in waiting if first.fits(other)), None)
        if found:
            waiting.remove(found)
            yield first.person, found.person


def end_of_week(now: datetime, zone: tzinfo) -> datetime:
    """Midnight after Sunday on the person's own clock."""
    local = now.astimezone(zone)
    monday = local.date() + timedelta(days=7 - local.weekday())
    return datetime.combine(monday, time(), tzinfo=zone).astimezone(UTC)


def next_nudge(now: datetime, zone: tzinfo) -> datetime:
    """The next Tuesday at ten on the person's own clock, later than now."""
    local = now.astimezone(zone)
    day = local.date() + timedelta(days=(NUDGE_WEEKDAY - local.weekday()) % 7)
    moment = datetime.combine(day, NUDGE_AT, tzinfo=zone)
    if moment <= local:
        moment = datetime.combine(day + timedelta(weeks=1), NUDGE_AT, tzinfo=zone)
    return moment.astimezone(UTC)
