"""The same as on paper in plain letters, whole: no face has all that people write."""

from collections.abc import Iterable, Iterator
from textwrap import indent

from wellbeing.incidents.pack.contents import Section

_IN = "    "


def written(title: str, lead: str, sections: Iterable[Section]) -> str:
    return "\n".join([title, lead, *(line for one in sections for line in _section(one)), ""])


def _section(one: Section) -> Iterator[str]:
    """What people said stands further in: nobody writes a title of ours into it."""
    yield f"\n{one.title}\n"
    for name, value in one.facts:
        yield indent(name, _IN)
        yield indent(value, 2 * _IN)
    if one.text:
        yield indent(one.text, _IN)
