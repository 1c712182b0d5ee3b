from dataclasses import dataclass

from wellbeing.core.events import Event


@dataclass(frozen=True, kw_only=True)
class CaseMoved(Event):
    """Somebody reported, wrote or decided; the other side hears of it.

    `at` tells one from the next: who reacts twice, or late, finds the case as it is by then.
    """

    case_id: str
    by_reporter: bool
    at: str


@dataclass(frozen=True, kw_only=True)
class CaseNeedsEyes(Event):
    """Nobody has a threat yet, or a case any more, or a hold is to be thought about again."""

    case_id: str
    key: str


@dataclass(frozen=True, kw_only=True)
class CaseGiven(Event):
    """A handler gave it to a colleague, who has to hear that something waits."""

    case_id: str
    to: str
    at: str


@dataclass(frozen=True, kw_only=True)
class CaseLeft(Event):
    """Somebody stood back; what stands on the case keeps them away too."""

    case_id: str


@dataclass(frozen=True, kw_only=True)
class CaseDeadlineNear(Event):
    """It will soon be over, or is; whoever may see the case hears of it."""

    case_id: str
    key: str
