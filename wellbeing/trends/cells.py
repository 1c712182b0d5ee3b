"""Which groups get a number of their own: from the roster alone, never from what anybody said."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

LARGE, BASE = 300, 80
# A unit becomes a group of its own at this many times the floor, two planning periods in a row.
RISE = 1.25


@dataclass(frozen=True)
class Node:
    """A unit, its own people (those in none of its parts) and its parts.

    `key` is unique in the tree. People attached directly to a unit with parts form a part of
    their own, see `parts`.
    """

    key: str
    own: int = 0
    below: tuple["Node", ...] = field(default=())

    @property
    def total(self) -> int:
        """People in the unit and everything below it, >= 0."""
        return self.own + sum(node.total for node in self.below)

    @property
    def parts(self) -> tuple["Node", ...]:
        if not self.below or not self.own:
            return self.below
        return (*self.below, Node(f"{self.key}*", self.own))


Group = tuple[Node, ...]
Eligible = Callable[[str, int], bool]  # (key of a unit or pool, its people) -> may stand alone


class Cell(NamedTuple):
    group: Group
    size: int
    large: int  # place of the large cell that holds it, in the list of large cells

    @property
    def key(self) -> str:
        """The same key in two planning periods means the same line in a chart."""
        return "+".join(sorted(node.key for node in self.group))


def total(group: Group) -> int:
    return sum(node.total for node in group)


def split(group: Group, *, floor: int, eligible: Eligible) -> list[Group]:
    """Part a group into groups that may stand alone.

    Takes a group of at least `floor` people. Returns groups that cover the same people once each,
    none of them below `floor`. From docs/decisions/0007, after the specification's `cells`.
    """
    parts = group[0].parts if len(group) == 1 else group
    big = [node for node in parts if eligible(node.key, node.total)]
    alone = {node.key for node in big}
    small = tuple(node for node in parts if node.key not in alone and node.total)
    if not big:
        return [group]
    found = [one for node in big for one in split((node,), floor=floor, eligible=eligible)]
    pool = total(small)
    if len(small) > 1 and pool >= floor and eligible(f"rest:{_name(group)}", pool):
        return [*found, small]
    if small:
        least = min(range(len(found)), key=lambda n: (total(found[n]), _name(found[n])))
        found[least] += small
    return found


def _name(group: Group) -> str:
    return "+".join(sorted(node.key for node in group))


def partition(
    root: Node, *, large: Eligible | None = None, base: Eligible | None = None
) -> tuple[list[Cell], list[Cell]]:
    """The large and the base cells of an organisation; none below 80 people.

    Both lists cover everybody once; every base cell lies within one large cell, whose place in the
    first list it names. Without `large` and `base` a unit stands alone from the floor on, as at
    installation.
    """
    if root.total < BASE:
        return [], []
    larges = split((root,), floor=LARGE, eligible=large or at_once(LARGE))
    bases = [
        Cell(group, total(group), place)
        for place, one in enumerate(larges)
        for group in split(one, floor=BASE, eligible=base or at_once(BASE))
    ]
    return [Cell(group, total(group), place) for place, group in enumerate(larges)], bases


def at_once(floor: int) -> Eligible:
    return lambda key, size: size >= floor


@dataclass
class Hysteresis:
    """Who may stand alone, with a memory, so that a unit near the floor does not come and go.

    `before` maps a key to (its people, whether it was eligible) one planning period ago; `now`
    collects the same for the next one. A key that was eligible stays so down to the floor; any
    other must be at RISE * floor now and one period ago.
    """

    floor: int
    before: dict[str, tuple[int, bool]]
    now: dict[str, tuple[int, bool]] = field(default_factory=dict)

    def __call__(self, key: str, size: int) -> bool:
        was, stood = self.before.get(key, (0, False))
        risen = min(size, was) >= RISE * self.floor
        self.now[key] = (size, size >= self.floor and (stood or risen))
        return self.now[key][1]


def everybody_below(group: Group) -> Iterator[str]:
    """Keys of all units of a group, however deep; a unit's own people have `key*` or the key."""
    for node in group:
        yield node.key
        yield from everybody_below(node.parts)
