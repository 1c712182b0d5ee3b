"""Moments that everybody shares, so that a number or a name does not tell when a hand moved."""

from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

# What others see of somebody changes only at these marks of the clock.
MARK: Final = timedelta(minutes=5)


def mark_before(now: datetime) -> datetime:
    """The last five-minute mark; it counts itself."""
    return now - (now - datetime.min.replace(tzinfo=now.tzinfo)) % MARK


def day_of(now: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    """Where the local day begins and where it ends."""
    midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    return midnight.astimezone(UTC), (midnight + timedelta(days=1)).astimezone(UTC)
