"""What others need to know about appointments: facts in the past tense, ids only."""

from dataclasses import dataclass

from wellbeing.core.events import Event


@dataclass(frozen=True, kw_only=True)
class AppointmentChanged(Event):
    """Something about an appointment of this person is new; with whom, it does not say."""

    person_id: str
    key: str  # of what happened, so that nobody is told of it twice
    seeing_clients: bool  # as the counsellor, whose week is another page
    told: bool  # whether it was somebody else's doing, so that a closed phone is told, too
