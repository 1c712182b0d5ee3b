"""The numbers of one unit as a table, each with its standard deviation."""

from collections.abc import Iterator

from wellbeing.trends.budget import TABLES
from wellbeing.trends.dashboard import group_of, mood
from wellbeing.trends.models import Cell
from wellbeing.trends.reading import Group, history, latest_planning

HEADER = ("what", "level", "group", "starts_on", "ends_on", "place", "value", "sd")
Row = list[object]


def rows(unit: int) -> Iterator[Row]:
    """Every release about the group of this unit, and the line that is drawn. Behind the wall."""
    planning = latest_planning()
    if planning is None or not planning.cells.exists():
        return
    group = group_of(planning, unit)
    large = group if group.level != Cell.Level.BASE else group.above()
    assert large is not None
    yield from _line(group)
    for stream in sorted({row.name for table in TABLES.values() for row in table}):
        yield from _released(stream, group if stream == "mood_week" else large)


def _line(group: Group) -> Iterator[Row]:
    found = mood(group)
    for point in found["line"] if found else []:
        starts_on, mean, sd = point["starts_on"], point["mean"], point["sd"]
        yield ["mood_line", group.level, _name(group), starts_on, "", "", mean, sd]


def _released(stream: str, group: Group) -> Iterator[Row]:
    for one in history(group, stream):
        for place, value in enumerate(one.values):
            yield [stream, group.level, _name(group), one.starts_on, one.ends_on, place,
                   round(value, 3), round(one.variance**0.5, 3)]  # fmt: skip


def _name(group: Group) -> str:
    return group.cell.name if group.cell else ""
