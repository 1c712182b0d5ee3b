"""Who is on shift in the demo, and whom a call for help reaches."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random

from accounts.models import Unit, User
from accounts.models.people import Role
from wellbeing.core.ids import uuid7
from wellbeing.demo.people import Branch, Post
from wellbeing.support.help_now.models import Ladder
from wellbeing.support.help_now.rules import ALL, PHONE, SITE, UNIT, Rung
from wellbeing.support.shifts.models import Shift

# The second step of one site is quicker: they tried it in a drill.
_FIRST = (Rung(who=UNIT), Rung(who=SITE), Rung(who=ALL), Rung(who=PHONE, phone="+48 12 555 01 12"))
_LATER = (Rung(who=UNIT, wait_seconds=30), Rung(who=SITE, wait_seconds=30), *_FIRST[2:])


def store_shifts(posts: Iterable[Post], *, now: datetime, chance: Random) -> None:
    """Two of three supervisors are there now; whoever can be played by hand always is."""
    Shift.objects.bulk_create(
        Shift(
            person=post.user,
            role=Role.SUPERVISOR,
            starts_at=now - timedelta(hours=1),
            until=now + timedelta(hours=chance.randrange(4, 11)),
        )
        for post in posts
        if any(role == Role.SUPERVISOR for role, _ in post.grants)
        and (chance.random() < 2 / 3 or post.user.has_usable_password())
    )


def store_ladders(branches: list[Branch], by: User, *, now: datetime, chance: Random) -> None:
    """The site of the people who can be played decided twice; elsewhere the built-in one holds."""
    site: Unit = branches[0].place
    Ladder.objects.bulk_create(
        Ladder(
            by=by,
            id=uuid7(now - timedelta(days=days), chance),
            unit=site,
            valid_from=now - timedelta(days=days),
            rungs=[rung.written() for rung in rungs],
        )
        for days, rungs in ((90, _FIRST), (21, _LATER))
    )
