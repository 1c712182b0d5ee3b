"""What happened in the trends; never a number."""

from dataclasses import dataclass

from wellbeing.core.events import Event


@dataclass(frozen=True, kw_only=True)
class FiguresReleased(Event):
    stream: str
    starts_on: str
