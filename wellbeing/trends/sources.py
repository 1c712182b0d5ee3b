"""Which feature counts for which stream. A stream is published once its feature is installed."""

from collections.abc import Callable, Iterator
from typing import Final

from wellbeing.checkins import facts as checkins
from wellbeing.core.counting import Period, Row
from wellbeing.incidents import facts as incidents
from wellbeing.trends import demand

Contributions = Callable[[Period, str], Iterator[Row]]

COUNTED: Final[dict[str, Contributions]] = {
    **checkins.CONTRIBUTIONS,
    "abuse_4wk": incidents.abuse_4wk,
    "help_4wk": demand.help_4wk,
}
_NAMES: Final = {**checkins.NAMES, "abuse_4wk": incidents.PLACES, "help_4wk": demand.PLACES}


def contributions(stream: str) -> Contributions | None:
    """What counts for this stream; None while its feature is not there."""
    return COUNTED.get(stream)


def names(stream: str) -> tuple[str, ...]:
    """What the places of a vector stand for."""
    return _NAMES[stream]
