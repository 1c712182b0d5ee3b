"""Counsellors of the demo, their hours, and who has booked them; all of it invented."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from random import Random

from accounts.models import User
from accounts.models.people import Role
from accounts.one_time import hashed
from wellbeing.core.ids import uuid7
from wellbeing.demo.people import Post
from wellbeing.support.counselling.models import BookedQuarter, Booking, Hours, Practice
from wellbeing.support.counselling.rules import quarters
from wellbeing.support.counselling.selectors.times import FreeTime, times_of

_MORNING, _AFTERNOON = (time(9), time(12)), (time(13), time(17))
_PLACES = ("Room 3.14", "Room 2.07", "By telephone: +48 12 000 00 00", "Video: the link is mailed")
_BOOKED = 0.35  # of the times of the first fortnight
_FORTNIGHT = timedelta(days=14)


def store_diaries(posts: list[Post], *, now: datetime, chance: Random) -> None:
    """Bulk rows as the services would leave them; nobody is told of any."""
    counsellors = [p.user for p in posts if any(role == Role.COUNSELLOR for role, _ in p.grants)]
    practices = [_practice(one, place, chance) for place, one in enumerate(counsellors)]
    Practice.objects.bulk_create(practices)
    Hours.objects.bulk_create(
        hours for practice in practices for hours in _week(practice, now, chance)
    )
    # Not counsellors: their own quarters may be taken by somebody who comes to them.
    agents = [
        post.user
        for post in posts
        if post.user not in counsellors and not post.user.has_usable_password()
    ]
    rows = list(
        _booked(
            times_of(practices, now=now),
            iter(chance.sample(agents, min(400, len(agents)))),
            now,
            chance,
        )
    )
    Booking.objects.bulk_create(rows)
    BookedQuarter.objects.bulk_create(quarter for row in rows for quarter in _quarters(row))


def _practice(counsellor: User, place: int, chance: Random) -> Practice:
    return Practice(
        counsellor=counsellor,
        time_zone=counsellor.time_zone,
        place=_PLACES[place % len(_PLACES)],
        languages=["en"] if place % 2 else ["en", "ru"],
    )


def _week(practice: Practice, now: datetime, chance: Random) -> Iterator[Hours]:
    days = sorted(chance.sample(range(5), 4))
    for weekdays, (from_time, to_time) in ((days, _MORNING), (days[::2], _AFTERNOON)):
        yield Hours(
            counsellor_id=practice.pk,
            id=uuid7(now, chance),
            weekdays=weekdays,
            from_time=from_time,
            to_time=to_time,
            minutes=50,
            pause=10,
            valid_from=(now - timedelta(days=200)).date(),
        )


def _booked(
    times: list[FreeTime], clients: Iterator[User], now: datetime, chance: Random
) -> Iterator[Booking]:
    """Each by somebody else, so that nobody has two at one time."""
    for one in times:
        if one.slot.starts_at < now + _FORTNIGHT and chance.random() < _BOOKED:
            client = next(clients, None)
            if client is not None and client.pk != one.counsellor_id:
                yield _booking(one, client, now, chance)


def _booking(one: FreeTime, client: User, now: datetime, chance: Random) -> Booking:
    made_at = now - timedelta(hours=chance.uniform(1, 200))
    return Booking(
        ref=uuid7(made_at, chance),
        client=client,
        id=uuid7(made_at, chance),
        counsellor_id=one.counsellor_id,
        starts_at=one.slot.starts_at,
        ends_at=one.slot.ends_at,
        pause=one.slot.pause,
        seat=1,
        alias=chance.choice(("", "", "Blue Heron", "River", "M.")),
        secret_hash=hashed(f"{chance.getrandbits(256):x}"),  # of no use: nobody holds it
        made_at=made_at,
        changed_at=made_at,
    )


def _quarters(row: Booking) -> Iterator[BookedQuarter]:
    for at in quarters(row.starts_at, row.free_again_at):
        yield BookedQuarter(person_id=row.counsellor_id, at=at, booking=row)
    for at in quarters(row.starts_at, row.ends_at):
        yield BookedQuarter(person_id=row.client_id, at=at, booking=row)
