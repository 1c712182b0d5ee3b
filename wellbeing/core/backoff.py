"""What could not be done is tried again, ever more rarely."""

from datetime import timedelta

_DOUBLED = 12  # often enough for any longest wait, and no number that grows for ever


def wait_after(attempts: int, *, first: timedelta, longest: timedelta) -> timedelta:
    """How long to wait after so many failed attempts before this one; twice as long each time."""
    doubled: int = 2 ** min(attempts, _DOUBLED)
    return min(first * doubled, longest)
