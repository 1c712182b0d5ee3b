"""The company of docs/privacy.md, invented anew each time: who is where, and how they feel.

2,000 agents in 5 sites, 20 departments and 160 teams of 9 to 17; six of ten say something in a
week. The groups come from the shipped rules.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from wellbeing.trends.audit import Floats
from wellbeing.trends.budget import MOOD_CLIP, MOOD_WEIGHT
from wellbeing.trends.cells import Cell, Node, everybody_below, partition

WEEKS: Final = 52
SITES, DEPARTMENTS, TEAMS_IN_EACH = 5, 20, 8
ON_SHIFT, TAKES_PART = 0.75, 0.8  # together six of ten weeks
CENTRE: Final = 3.25

Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Company:
    """Who is where, on shift and taking part, and how they feel (1 to 5): people x weeks."""

    team: Ints
    department: Ints
    on_shift: Flags
    said: Flags
    mood: Floats

    @property
    def level(self) -> Floats:
        """What each of them would add to a sum of moods: whole numbers, bounded."""
        return np.clip(np.rint(100 * (self.mood - CENTRE)), -MOOD_CLIP, MOOD_CLIP)

    def added(self) -> Ints:
        """What each of them adds in each week: people x weeks x (level, weight)."""
        both = np.stack([self.level, np.full_like(self.mood, MOOD_WEIGHT)], axis=-1)
        return (both * self.said[..., None]).astype(np.int64)


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


def summed(values: NDArray[Any], group: Ints) -> NDArray[Any]:
    """People x anything to groups x the same."""
    found = np.zeros((group.max() + 1, *values.shape[1:]), dtype=values.dtype)
    np.add.at(found, group, values)
    return found


@dataclass(frozen=True)
class Groups:
    """The released groups of a company, and in which base cell each of its people is."""

    larges: list[Cell]
    bases: list[Cell]
    home: Ints

    @property
    def above(self) -> list[int]:
        """The large cell of each base cell."""
        return [cell.large for cell in self.bases]

    def below(self, large: int) -> list[int]:
        """Places of the base cells that lie in this large cell."""
        return [place for place, cell in enumerate(self.bases) if cell.large == large]


def groups_of(company: Company) -> Groups:
    larges, bases = partition(_tree(company))
    home = {key: n for n, cell in enumerate(bases) for key in everybody_below(cell.group)}
    of_team = np.array([home[f"t{n}"] for n in range(DEPARTMENTS * TEAMS_IN_EACH)])
    return Groups(larges, bases, of_team[company.team])


def _tree(company: Company) -> Node:
    sizes = np.bincount(company.team)
    teams = [Node(f"t{n}", int(size)) for n, size in enumerate(sizes)]
    departments = _gathered("d", teams, TEAMS_IN_EACH)
    return Node("all", 0, tuple(_gathered("s", departments, DEPARTMENTS // SITES)))


def _gathered(letter: str, nodes: list[Node], each: int) -> list[Node]:
    return [
        Node(f"{letter}{n}", 0, tuple(nodes[n * each : (n + 1) * each]))
        for n in range(len(nodes) // each)
    ]
