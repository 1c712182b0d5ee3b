"""What others need to know about people: facts in the past tense, ids only."""

from dataclasses import dataclass

from wellbeing.core.events import Event


@dataclass(frozen=True, kw_only=True)
class AccessEnded(Event):
    """Some or all of a person's sessions are over; whatever they have open must close."""

    person_id: str
