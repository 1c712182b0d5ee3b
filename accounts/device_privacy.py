"""What is stored about somebody's devices: shown and exported; signing out forgets them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min

from accounts.models import User

KIND = "devices"


def holdings(person: User) -> dict[str, Any]:
    found = person.devices.aggregate(
        count=Count("id"), oldest_at=Min("signed_in_at"), newest_at=Max("last_seen_at")
    )
    return {"kind": KIND, **found}


def export(person: User) -> Iterator[dict[str, Any]]:
    for device in person.devices.order_by("signed_in_at"):
        yield {
            "kind": device.kind,
            "name": device.name,
            "signed_in_at": device.signed_in_at,
            "last_seen_at": device.last_seen_at,
        }


def erase(person: User, now: datetime) -> int:
    """Nothing: a device is forgotten by signing it out, and this one is needed to ask."""
    return 0


def expire(now: datetime) -> None:
    """Devices end with their sessions (accounts/privacy.py)."""
