"""Everything that follows from something else."""

from accounts.events import AccessEnded
from wellbeing.core.events import react_to
from wellbeing.notifications.live import recheck_sockets


def bind() -> None:
    react_to(AccessEnded, recheck_sockets)
