"""The tree of units with the people in it, and what of it is stored for four weeks."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from accounts.models import Unit
from wellbeing.trends import cells
from wellbeing.trends.models import Cell, Place, Planning

_OWN = "*"


class Tree:
    """The units as nodes; a unit with parts keeps its own people under its key and a star."""

    def __init__(self, roster: dict[UUID, int]) -> None:
        own: dict[int, int] = defaultdict(int)
        for home in roster.values():
            own[home] += 1
        children: dict[int | None, list[Unit]] = defaultdict(list)
        for unit in Unit.objects.order_by("pk"):
            children[unit.parent_id].append(unit)
        self.names: dict[str, str] = {}
        self.parents: dict[str, str] = {}
        self.root = cells.Node("none")
        for unit in children[None]:
            self.root = self._node(unit, own, children)

    def _node(self, unit: Unit, own: dict[int, int], children: dict[Any, list[Unit]]) -> cells.Node:
        key = f"u{unit.pk}"
        below = tuple(self._node(child, own, children) for child in children[unit.pk])
        self.names[key] = self.names[key + _OWN] = unit.name
        self.parents[key + _OWN] = unit.name
        for node in below:
            self.parents[node.key] = unit.name
        return cells.Node(key, own[unit.pk], below)


def store_cell(
    planning: Planning, tree: Tree, level: str, cell: cells.Cell, large: Cell | None = None
) -> Cell:
    first = max(cell.group, key=lambda node: (node.total, node.key))
    kind, name = Cell.Kind.UNIT, tree.names[first.key]
    if len(cell.group) > 1:
        stands = planning.memory[level].get(first.key, (0, False))[1]
        kind = Cell.Kind.WITH_SMALL if stands else Cell.Kind.OTHERS
        name = name if stands else tree.parents[first.key]
    return Cell.objects.create(
        planning=planning, level=level, key=cell.key, kind=kind, name=name, agents=cell.size,
        large=large,
    )  # fmt: skip


def homes_in(found: Iterator[tuple[Cell, cells.Cell]]) -> dict[str, Cell]:
    """The base cell of every unit's own people, under the unit's plain key."""
    split: dict[str, Cell] = {}
    whole: dict[str, Cell] = {}
    for row, cell in found:
        for key in cells.everybody_below(cell.group):
            (split if key.endswith(_OWN) else whole)[key.removesuffix(_OWN)] = row
    return whole | split


def store_places(planning: Planning, tree: Tree, homes: dict[str, Cell]) -> None:
    """Whose number a unit shows: a unit in several cells shows the larger one, or everything."""
    Place.objects.bulk_create(
        (
            Place(
                planning=planning, unit_id=int(node.key[1:]), base=_only(bases), large=_only(larges)
            )
            for node in _nodes(tree.root)
            if (bases := _cells_below(node, homes))
            if (larges := {cell.large_id: cell.large for cell in bases.values()})
        ),
        batch_size=2000,
    )


def _only(found: dict[Any, Cell | None]) -> Any:
    return next(iter(found.values())) if len(found) == 1 else None


def _nodes(node: cells.Node) -> Iterator[cells.Node]:
    yield node
    for below in node.below:
        yield from _nodes(below)


def _cells_below(node: cells.Node, homes: dict[str, Cell]) -> dict[Any, Any]:
    found = [homes[one.key] for one in _nodes(node) if one.own and one.key in homes]
    return {cell.pk: cell for cell in found}
