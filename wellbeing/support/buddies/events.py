from dataclasses import dataclass

from wellbeing.core.events import Event


@dataclass(frozen=True, kw_only=True)
class BuddiesChanged(Event):
    """Somebody has a buddy now, has none any more, or is reminded of theirs."""

    person_id: str
