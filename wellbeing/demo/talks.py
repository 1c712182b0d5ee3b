"""Who listens in the demo now, and how long people waited lately; all of it invented."""

from datetime import datetime, timedelta
from random import Random

from accounts.models import User
from accounts.models.people import Role
from wellbeing.demo.people import Post
from wellbeing.support.shifts.models import Shift
from wellbeing.support.talks.models import Supporter, WaitTime
from wellbeing.support.talks.rules import TOPICS
from wellbeing.support.talks.selectors.people import spoken

_THERE_FOR = timedelta(hours=8)
_WAITS = (20, 25, 35, 40, 50, 55, 70, 80, 95, 110, 130, 180)


def store_supporters(posts: list[Post], *, now: datetime) -> None:
    """Pia is there, and every third of the other peers; the same each time."""
    chance = Random(7)  # noqa: S311
    peers = _holding(Role.PEER, posts)
    Supporter.objects.bulk_create(
        Supporter(
            person=peer,
            languages=sorted({spoken(peer), "en"}),
            topics=[topic for topic in TOPICS if chance.random() < 0.8],
            at_once=chance.choice((1, 1, 2)),
        )
        for peer in peers
    )
    there = [peer for n, peer in enumerate(peers) if n % 3 == 0 or peer.has_usable_password()]
    counsellors = _holding(Role.COUNSELLOR, posts)
    Shift.objects.bulk_create(
        [
            Shift(person=one, role=role, starts_at=now, until=now + _THERE_FOR)
            for role, people in (("peer", there), ("counsellor", counsellors[:3]))
            for one in people
        ],
        ignore_conflicts=True,
    )
    WaitTime.objects.bulk_create(
        WaitTime(on=(now - timedelta(days=n % 20)).date(), kind=kind, seconds=seconds)
        for kind in ("peer", "counsellor")
        for n, seconds in enumerate(_WAITS)
    )


def _holding(role: Role, posts: list[Post]) -> list[User]:
    return [post.user for post in posts if any(held == role for held, _unit in post.grants)]
