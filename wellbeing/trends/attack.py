"""A manager with the rota and every published number, against three ways of publishing.

The company of docs/privacy.md is invented anew each time: 2,000 agents in 5 sites, 20 departments
and 160 teams of 9 to 17. For each target a coin decides whether they feel very bad all year or are
like the others; the manager compares weeks in which the rota has them on shift with the rest.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from wellbeing.trends import noise
from wellbeing.trends.audit import Floats, area, found_at
from wellbeing.trends.budget import MOOD_CLIP, streams_named
from wellbeing.trends.cells import Node, partition
from wellbeing.trends.postprocess.levels import agree

WEEKS: Final = 52
DEPARTMENTS, TEAMS_IN_EACH = 20, 8
ON_SHIFT, TAKES_PART = 0.75, 0.8  # together six of ten weeks
CENTRE, VERY_BAD = 3.25, 1.3
THRESHOLD = 5

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Company:
    """Who is where, on shift and taking part, and how they feel: arrays of people x weeks."""

    team: NDArray[np.int64]
    department: NDArray[np.int64]
    on_shift: Flags
    said: Flags
    mood: Floats


def invent(chance: np.random.Generator) -> Company:
    sizes = chance.integers(9, 18, DEPARTMENTS * TEAMS_IN_EACH)
    team = np.repeat(np.arange(len(sizes)), sizes)
    people = len(team)
    on_shift = chance.random((people, WEEKS)) < ON_SHIFT
    said = on_shift & (chance.random((people, WEEKS)) < TAKES_PART)
    person = chance.normal(0, 0.45, people)[:, None]
    season = chance.normal(0, 0.1, WEEKS)[None, :]
    mood = 3.4 + person + season + chance.normal(0, 0.45, (people, WEEKS))
    return Company(team, team // TEAMS_IN_EACH, on_shift, said, np.clip(mood, 1, 5))


@dataclass(frozen=True)
class Attack:
    """How well the guesser sorts pairs, and how many it finds when 1 % are accused wrongly."""

    name: str
    auc: float
    found: float


def rota_attack(*, targets: int, rho_year: float, seed: int) -> list[Attack]:
    """Guess which targets feel very bad, from team means as they are, from means of five or more
    rounded to a tenth, from exact departments, and from what is released here."""
    chance = np.random.default_rng(seed)
    company = invent(chance)
    chosen = chance.choice(len(company.team), min(targets, len(company.team)), replace=False)
    bad = chance.random(len(chosen)) < 0.5
    groups = {
        "as it is": (company.team, _plain),
        "five or more, rounded": (company.team, _threshold),
        "exact departments": (company.department, _plain),
    }
    found = [
        _attack(name, company, chosen, bad, group, publish)
        for name, (group, publish) in groups.items()
    ]
    return [*found, _released_attack(company, chosen, bad, rho_year)]


def _attack(
    name: str, company: Company, chosen: Any, bad: Flags, group: Any, publish: Any
) -> Attack:
    scores = []
    for person, is_bad in zip(chosen, bad, strict=True):
        rows = group == group[person]
        moods = company.mood[rows].copy()
        if is_bad:
            moods[np.flatnonzero(rows) == person] = VERY_BAD
        scores.append(_compare(publish(moods, company.said[rows]), company.on_shift[person]))
    return _judge(name, np.array(scores), bad)


def _plain(moods: Floats, said: Flags) -> Floats:
    counts = said.sum(axis=0)
    return np.where(counts, (moods * said).sum(axis=0) / np.maximum(counts, 1), np.nan)


def _threshold(moods: Floats, said: Flags) -> Floats:
    return np.where(said.sum(axis=0) >= THRESHOLD, np.round(_plain(moods, said), 1), np.nan)


def _compare(published: Floats, on_shift: Flags) -> float:
    """How much worse the weeks are in which the target works."""
    seen = ~np.isnan(published)
    on, off = published[seen & on_shift], published[seen & ~on_shift]
    return float(off.mean() - on.mean()) if on.size and off.size else 0.0


def _judge(name: str, scores: Floats, bad: Flags) -> Attack:
    low, high = scores[~bad], scores[bad]
    return Attack(name, area(low, high), found_at(low, high, false=0.01))


# --- What is released here ------------------------------------------------------------------------
def _released_attack(company: Company, chosen: Any, bad: Flags, rho_year: float) -> Attack:
    """The noise does not depend on the sums: one year is drawn, and each target moved within it."""
    level = np.clip(np.rint(100 * (company.mood - CENTRE)), -MOOD_CLIP, MOOD_CLIP)
    worst = max(-MOOD_CLIP, round(100 * (VERY_BAD - CENTRE)))
    cells, larges = _cells(company)
    published = _publish(level * company.said, company, cells, larges, rho_year)
    people = np.bincount(cells) * ON_SHIFT * TAKES_PART
    scores = []
    for person, is_bad in zip(chosen, bad, strict=True):
        moved = (worst - level[person]) * company.said[person] * is_bad
        mine = (published[cells[person]] + moved) / people[cells[person]]
        scores.append(_compare(mine, company.on_shift[person]))
    return _judge("released here", np.array(scores), bad)


def _cells(company: Company) -> tuple[NDArray[np.int64], list[int]]:
    """The base cell of everybody and the large cell of each base cell, by the shipped rules."""
    sizes = np.bincount(company.department)
    per_site = DEPARTMENTS // 5
    sites = tuple(
        Node(f"s{n}", 0, tuple(Node(f"d{m}", int(sizes[m]))
                               for m in range(n * per_site, (n + 1) * per_site)))
        for n in range(5)
    )  # fmt: skip
    _, bases = partition(Node("all", 0, sites))
    home = {node.key: n for n, cell in enumerate(bases) for node in cell.group}
    of_department = np.array([home[f"d{m}"] for m in range(DEPARTMENTS)])
    return of_department[company.department], [cell.large for cell in bases]


def _publish(
    level: Floats, company: Company, cells: Any, larges: list[int], rho_year: float
) -> Floats:
    """Released sums of base cells x weeks: the shipped budget, noise and least squares."""
    base, large = streams_named("mood_week", "small")
    sums = np.array([level[cells == n].sum(axis=0) for n in range(len(larges))])
    above = np.array([sums[np.array(larges) == n].sum(axis=0) for n in range(max(larges) + 1)])
    below_drawn = noise.noisy(_flat(sums), l2=base.l2, rho=base.rho(rho_year))
    above_drawn = noise.noisy(_flat(above), l2=large.l2, rho=large.rho(rho_year))
    below_seen = np.array(below_drawn.values, dtype=float).reshape(sums.shape)
    above_seen = np.array(above_drawn.values, dtype=float).reshape(above.shape)
    variances = {"parent_variance": above_drawn.scale**2, "child_variance": below_drawn.scale**2}
    for n in range(len(above)):
        rows = np.flatnonzero(np.array(larges) == n)
        for week in range(WEEKS):
            found = agree(above_seen[n, week], below_seen[rows, week].tolist(), **variances)
            below_seen[rows, week] = found.children
    return below_seen


def _flat(sums: Floats) -> list[int]:
    return [int(value) for value in sums.ravel()]
