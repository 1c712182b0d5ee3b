"""Puts the demo into an empty database, all of it or nothing."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.db import transaction

from accounts.models import RoleGrant, Unit, User
from accounts.models.people import Role
from wellbeing.checkins.models import CheckIn
from wellbeing.core.subjects import subject_of
from wellbeing.demo import breaks, counselling, help_now, incidents, talks
from wellbeing.demo.moods import WEEKS, Diarist, half_year
from wellbeing.demo.people import Branch, Post, everybody, organisation
from wellbeing.resets.models import Reset

SEED = 20_260_301
_BATCH = 2_000
_EVENT_SITE, _BAD_DEPARTMENT = "Manchester", ("Lisboa", "Returns")
HELPED_DEPARTMENT = ("Kraków", "Billing")

Progress = Callable[[list[Post]], Iterable[Post]]


def is_empty() -> bool:
    return not Unit.objects.exists() and not User.objects.exists()


@transaction.atomic
def load(*, now: datetime, seed: int = SEED, progress: Progress = iter) -> int:
    """Company, people and half a year of check-ins; returns the number of check-ins."""
    chance = Random(seed)  # noqa: S311  a demo that can be repeated, not a secret
    company, branches = organisation()
    posts = list(everybody(company, branches, now=now, chance=chance))
    _store_people(posts, now)
    _store_breaks(company, branches, posts, now)
    talks.store_supporters(posts, now=now)
    counselling.store_diaries(posts, now=now, chance=Random(seed + 5))  # noqa: S311
    _store_help(company, branches, posts, now)
    incidents.store_cases(posts, now=now, chance=Random(seed + 6))  # noqa: S311
    aside = Random(seed + 1)  # noqa: S311  resets change nothing in the check-ins
    waiting: list[CheckIn] = []
    resets: list[Reset] = []
    count = 0
    for post in progress(posts):
        who = _diarist(post, chance)
        waiting += _diary_of(post, who, now, chance)
        resets += _resets_of(post, who, now, aside)
        if len(waiting) >= _BATCH:
            count += _store(waiting)
    Reset.objects.bulk_create(resets, batch_size=_BATCH)
    return count + _store(waiting)


def _store_breaks(company: Unit, branches: list[Branch], posts: list[Post], now: datetime) -> None:
    chance = Random(len(posts))  # noqa: S311
    administrator = next(p.user for p in posts if (Role.ADMINISTRATOR, company) in p.grants)
    breaks.store_policies(company, branches, administrator, now=now, chance=chance)
    breaks.store_passes(posts, now=now, chance=chance)


def _store_help(company: Unit, branches: list[Branch], posts: list[Post], now: datetime) -> None:
    chance = Random(len(posts) + 1)  # noqa: S311
    administrator = next(p.user for p in posts if (Role.ADMINISTRATOR, company) in p.grants)
    help_now.store_ladders(branches, administrator, now=now, chance=chance)
    help_now.store_shifts(posts, now=now, chance=chance)


def _store_people(posts: list[Post], now: datetime) -> None:
    User.objects.bulk_create([post.user for post in posts], batch_size=500)
    RoleGrant.objects.bulk_create(
        [
            RoleGrant(person=post.user, role=role, unit=unit, starts_at=post.user.joined_at)
            for post in posts
            for role, unit in post.grants
        ],
        batch_size=500,
    )


def _store(waiting: list[CheckIn]) -> int:
    CheckIn.objects.bulk_create(waiting)
    count = len(waiting)
    waiting.clear()
    return count


def _diary_of(post: Post, who: Diarist, now: datetime, chance: Random) -> list[CheckIn]:
    rows = half_year(who, first=_first_day(who, now), now=now, chance=chance)
    subject = subject_of(post.user.diary)
    for row in rows:
        row.subject = subject
    return rows


def _resets_of(post: Post, who: Diarist, now: datetime, chance: Random) -> list[Reset]:
    rows = breaks.resets_of(who, first=_first_day(who, now), now=now, chance=chance)
    subject = subject_of(post.user.diary)
    for row in rows:
        row.subject = subject
    return rows


def _first_day(who: Diarist, now: datetime) -> date:
    return now.astimezone(who.zone).date() - timedelta(weeks=WEEKS)


def _diarist(post: Post, chance: Random) -> Diarist:
    unit = post.user.unit
    assert unit is not None
    assert unit.parent is not None
    department = (post.site.name, unit.parent.name)
    rich = post.user.personnel_number == "asha"  # so that her pattern has something to say
    weekends = chance.random() < 0.2 and (Role.AGENT, unit) in post.grants
    return Diarist(
        zone=ZoneInfo(post.site.time_zone),
        shift_starts=8 if rich else chance.choice((7, 8, 8, 9, 12, 14)),
        days=(0, 1, 3, 5, 6) if weekends and not rich else (0, 1, 2, 3, 4),
        baseline=-0.35 if rich else chance.gauss(0, 0.45),
        joins_in=1.0 if rich else chance.betavariate(3, 2),
        keen=0.95 if rich else 0.48,
        site_event=post.site.name == _EVENT_SITE,
        bad_quarter=department == _BAD_DEPARTMENT,
        helped=department == HELPED_DEPARTMENT,
    )
