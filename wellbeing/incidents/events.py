from dataclasses import dataclass

from wellbeing.core.events import Event


@dataclass(frozen=True, kw_only=True)
class CaseMoved(Event):
    """Somebody reported, wrote or decided; the other side hears of it."""

    case_id: str
    by_reporter: bool


@dataclass(frozen=True, kw_only=True)
class CaseDeadlineNear(Event):
    """It will soon be over, or is; whoever may see the case hears of it."""

    case_id: str
    key: str
