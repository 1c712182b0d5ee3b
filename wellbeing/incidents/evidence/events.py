from dataclasses import dataclass

from wellbeing.core.events import Event


@dataclass(frozen=True, kw_only=True)
class FileArrived(Event):
    """All of it is here, and is what the phone said; nobody has looked into it."""

    file_id: str


@dataclass(frozen=True, kw_only=True)
class FileSettled(Event):
    """It can be viewed now, or was refused; both sides look again."""

    file_id: str
