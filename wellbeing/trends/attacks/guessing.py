"""B, C and D: a manager with the rota and every published number, but nobody else's answers.

For each target a coin decides: feels very bad all year or like the others (B, C), takes part or
not (D). The manager compares weeks that can hold the target with weeks that cannot, in four ways of
publishing the same company.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from wellbeing.trends.attacks.company import WEEKS, Company, Flags, Groups, Ints, groups_of, invent
from wellbeing.trends.attacks.judging import Attack, judged
from wellbeing.trends.attacks.ways import Numbers, ways_of
from wellbeing.trends.audit import Floats

TRANSFER, ROTA, TOOK_PART = "B transfer", "C rota", "D took part at all"
# Transfers count from a planning period on; eight weeks on either side of one are compared.
MOVED, AROUND = 28, 8
# Of each company so many: fewer share their noise than it has weeks and groups.
IN_EACH: Final = 200


@dataclass(frozen=True)
class Targets:
    """Some people, and what the coin says of each."""

    who: Ints
    true: Flags
    moved_to: Ints  # a colleague in another group, whose team they join


def guess(*, targets: int, rho_year: float, seed: int) -> dict[str, list[Attack]]:
    """Play the three attacks on so many targets (>= 200), in as many companies as that takes."""
    chance = np.random.default_rng(seed)
    rounds = [_round(chance, size, rho_year) for size in _sizes(targets)]
    truth = np.concatenate([true for _, true in rounds])
    return {
        attack: [
            judged(name, np.concatenate([found[attack][name] for found, _ in rounds]), truth)
            for name in rounds[0][0][attack]
        ]
        for attack in ATTACKS
    }


def _sizes(targets: int) -> Iterator[int]:
    for start in range(0, targets, IN_EACH):
        yield min(IN_EACH, targets - start)


def _round(chance: np.random.Generator, size: int, rho_year: float) -> tuple[Any, Flags]:
    company = invent(chance)
    groups = groups_of(company)
    targets = _choose(chance, groups, size)
    ways = list(ways_of(company, groups, rho_year))
    found = {
        name: {way.name: attack(way, company, targets) for way in ways}
        for name, attack in ATTACKS.items()
    }
    return found, targets.true


def _choose(chance: np.random.Generator, groups: Groups, size: int) -> Targets:
    people = np.arange(len(groups.home))
    who = chance.choice(people, size, replace=False)
    moved_to = [chance.choice(people[groups.home != groups.home[one]]) for one in who]
    return Targets(who, chance.random(size) < 0.5, np.array(moved_to))


# --- Three attacks --------------------------------------------------------------------------------
def _rota(way: Numbers, company: Company, targets: Targets) -> Floats:
    """C: very bad all year, or like the others? Weeks on shift against weeks off."""
    value = _felt(way, targets)
    said = company.said[targets.who]
    seen = way.read(*_with(way, company, targets, value, said))
    return _compare(seen, company.on_shift[targets.who])


def _took_part(way: Numbers, company: Company, targets: Targets) -> Floats:
    """D: somebody who feels very bad: do they take part, or never? On shift against off."""
    said = company.said[targets.who] & targets.true[:, None]
    seen = way.read_presence(*_with(way, company, targets, np.full(said.shape, way.worst), said))
    return _compare(seen, company.on_shift[targets.who])


def _transfer(way: Numbers, company: Company, targets: Targets) -> Floats:
    """B: the group that was left, and the one that was joined, eight weeks before and after."""
    value, said = _felt(way, targets), company.said[targets.who]
    before = np.broadcast_to(np.arange(WEEKS) < MOVED, said.shape)
    around = slice(MOVED - AROUND, MOVED + AROUND)
    left = way.read(*_with(way, company, targets, value, said & before))
    new = way.group[targets.moved_to]
    came = said & ~before
    joined = way.read(way.sums[new] + value * came, way.counts[new] + came)
    on = company.on_shift[targets.who]
    return _compare(left[:, around], (on & before)[:, around]) + _compare(
        joined[:, around], (on & ~before)[:, around]
    )


ATTACKS: Final = {TRANSFER: _transfer, ROTA: _rota, TOOK_PART: _took_part}


def _felt(way: Numbers, targets: Targets) -> Floats:
    return np.where(targets.true[:, None], way.worst, way.value[targets.who])


def _with(
    way: Numbers, company: Company, targets: Targets, value: Floats, said: Flags
) -> tuple[Floats, Floats]:
    """Sums and counts of each target's group (targets x weeks), had the target said this."""
    group, was = way.group[targets.who], company.said[targets.who]
    own = way.value[targets.who] * was
    return way.sums[group] - own + value * said, way.counts[group] - was.astype(float) + said


def _compare(published: Floats, there: Flags) -> Floats:
    """How much lower the weeks are that can hold the target; 0 where nothing can be compared."""
    seen = ~np.isnan(published)
    on, off = seen & there, seen & ~there
    gap = _mean_over(off, published) - _mean_over(on, published)
    return np.where(on.any(axis=1) & off.any(axis=1), gap, 0.0)


def _mean_over(weeks: Flags, published: Floats) -> Floats:
    """Of each target, over these weeks; 0 for none."""
    found: Floats = np.where(weeks, published, 0.0).sum(axis=1) / np.maximum(weeks.sum(axis=1), 1)
    return found
