"""What others need to know about break passes: facts in the past tense, ids only."""

from dataclasses import dataclass

from wellbeing.core.events import Event


@dataclass(frozen=True, kw_only=True)
class PassMoved(Event):
    """Somebody in line was given a hold, or lost one, or the line was closed.

    It does not say whose: the event is kept longer than the pass.
    """

    pass_id: str
