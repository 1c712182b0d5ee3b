from dataclasses import dataclass

from wellbeing.core.events import Event


@dataclass(frozen=True, kw_only=True)
class BuddiesChanged(Event):
    """Somebody has a buddy now, or has none any more."""

    person_id: str
