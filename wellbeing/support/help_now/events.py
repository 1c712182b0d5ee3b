"""What others need to know about calls for help: facts in the past tense, ids only."""

from dataclasses import dataclass

from wellbeing.core.events import Event


@dataclass(frozen=True, kw_only=True)
class HelpCallMoved(Event):
    """It was pressed, climbed, was answered or ended. It does not say whose it is."""

    call_id: str
