from dataclasses import dataclass

from wellbeing.core.events import Event


@dataclass(frozen=True, kw_only=True)
class CustomerFlagged(Event):
    """Something is done toward a customer from now on; other systems may want to know."""

    action_id: str


@dataclass(frozen=True, kw_only=True)
class CustomerFlagEnded(Event):
    """It is over, or is suspended while an appeal is looked at."""

    action_id: str


@dataclass(frozen=True, kw_only=True)
class ActionMoved(Event):
    """Somebody proposed, decided or appealed at that moment; whoever comes next hears of it."""

    action_id: str
    step: str
    at: str


@dataclass(frozen=True, kw_only=True)
class ActionDueNear(Event):
    """It is to be looked at again, or an appeal to be answered."""

    action_id: str
    key: str
