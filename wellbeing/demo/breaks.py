"""How plausible resets, break policies and passes come about in the demo; all of it invented."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from random import Random

from accounts.models import Unit, User
from accounts.models.people import Role
from accounts.one_time import hashed
from wellbeing.core.ids import uuid7
from wellbeing.demo.moods import WEEKS, Diarist
from wellbeing.demo.people import Branch, Post
from wellbeing.resets.models import BreakPass, BreakPolicy, Floor, Reset
from wellbeing.resets.rules import BREAKS, HIGHEST, LOWEST

# How often each is chosen, for how long, and by how much it tends to help (steps of five).
_KINDS = (
    ("cyclic_sighing", 30, (60, 60, 120, 300), 0.9),
    ("box", 10, (60, 120), 0.5),
    ("coherent", 6, (120, 300), 0.4),
    ("longer_exhale", 10, (60, 120), 0.6),
    ("four_seven_eight", 4, (120,), 0.5),
    ("grounding", 8, (60, 120), 0.6),
    ("look_far", 6, (60,), 0.3),
    ("feet_on_floor", 4, (60,), 0.3),
    ("walk", 9, (300, 600), 1.1),
    ("water", 8, (180, 300), 0.5),
    ("music", 4, (300,), 0.8),
    ("colleague", 5, (300, 600), 0.9),
    ("opener", 3, (120,), 0.4),
)
_WEIGHTS = [weight for _, weight, _, _ in _KINDS]
_FIGURES = {
    "minutes": 15,
    "passes_a_day": 2,
    "places": 4,
    "extra_after_threat": 2,
    "extra_after_slur": 1,
}


def resets_of(who: Diarist, *, first: date, now: datetime, chance: Random) -> list[Reset]:
    """Half a year of resets without a subject: after hard calls, so most begin low."""
    keen = chance.choice((0.0, 0.0, 0.2, 0.5, 1.2)) if who.keen < 0.9 else 2.5
    rows = []
    for week in range(WEEKS):
        for _ in range(_how_many(keen, chance)):
            day = first + timedelta(
                weeks=week, days=(chance.choice(who.days) - first.weekday()) % 7
            )
            begins = datetime(day.year, day.month, day.day, who.shift_starts, tzinfo=who.zone)
            moment = begins + timedelta(seconds=chance.randrange(8 * 3600))
            rows.append(_reset(moment, now, chance))
    return [row for row in rows if row.started_at and row.started_at < now]


def _how_many(keen: float, chance: Random) -> int:
    return sum(chance.random() < keen / 4 for _ in range(4))


def _reset(moment: datetime, now: datetime, chance: Random) -> Reset:
    kind, _, lengths, helps = chance.choices(_KINDS, _WEIGHTS)[0]
    planned = chance.choice(lengths)
    early = chance.random() < (0.25 if kind in BREAKS else 0.1)
    lasted = planned * (chance.uniform(0.3, 0.9) if early else 1)
    before = _step(chance.gauss(2.4, 0.8)) if chance.random() < 0.7 else None
    after = _step(before + chance.gauss(helps, 0.7)) if before and chance.random() < 0.85 else None
    offset = moment.utcoffset()
    assert offset is not None
    received = min(now, moment + timedelta(seconds=lasted + chance.uniform(1, 30)))
    return Reset(
        id=uuid7(moment, chance),
        revision=2,
        kind=kind,
        started_at=moment,
        utc_offset=offset // timedelta(minutes=1),
        planned_seconds=planned,
        lasted=timedelta(seconds=int(lasted)),
        before=before,
        after=after,
        received_at=received,
        changed_at=received,
    )


def _step(level: float) -> int:
    return min(HIGHEST, max(LOWEST, round(level)))


def store_policies(
    company: Unit, branches: list[Branch], by: User, *, now: datetime, chance: Random
) -> None:
    """One for the company, and departments of their own, some of which learned from the first."""
    departments = {branch.department.pk: branch.department for branch in branches}
    Floor.objects.bulk_create(Floor(unit=unit) for unit in [company, *departments.values()])
    BreakPolicy.objects.bulk_create(
        BreakPolicy(
            by=by,
            id=uuid7(since, chance),
            unit=unit,
            valid_from=since,
            time_zone=by.time_zone,
            **figures,
        )
        for unit in [company, *departments.values()]
        for since, figures in _versions(unit, now, chance)
    )


def _versions(
    unit: Unit, now: datetime, chance: Random
) -> Iterator[tuple[datetime, dict[str, int]]]:
    first = now - timedelta(days=chance.randrange(120, 180), hours=3)
    yield first, _FIGURES | {"places": chance.choice((2, 3, 4))}
    if unit.kind == Unit.Kind.DEPARTMENT and chance.random() < 0.5:
        later = first + timedelta(days=chance.randrange(30, 90))
        yield later, _FIGURES | {"places": chance.choice((4, 5, 6))}


def store_passes(posts: Iterable[Post], *, now: datetime, chance: Random) -> None:
    """A few agents of each department are away right now, others were within the hour."""
    turns: dict[int, int] = {}
    rows = []
    for post in posts:
        unit = post.user.unit
        if unit and (Role.AGENT, unit) in post.grants and not post.user.has_usable_password():
            floor = unit.parent_id or unit.pk
            if turns.get(floor, 0) < 3 and chance.random() < 0.1:
                turns[floor] = turns.get(floor, 0) + 1
                rows.append(_pass(post.user, floor, turns[floor], now, chance))
    BreakPass.objects.bulk_create(rows)
    Floor.objects.bulk_update(
        [Floor(unit_id=floor, last_turn=turn) for floor, turn in turns.items()], ["last_turn"]
    )


def _pass(agent: User, floor: int, turn: int, now: datetime, chance: Random) -> BreakPass:
    minutes = chance.choice((10, 15, 15))
    began = now - timedelta(minutes=chance.uniform(1, 9) if turn < 3 else chance.uniform(20, 50))
    ends = began + timedelta(minutes=minutes)
    return BreakPass(
        agent=agent,
        id=uuid7(began, chance),
        floor_id=floor,
        turn=turn,
        minutes=minutes,
        secret_hash=hashed(f"{chance.getrandbits(256):x}"),  # of no use: nobody holds it
        asked_at=began,
        starts_at=began,
        ends_at=ends,
        closed_at=ends if ends <= now else None,
    )
