"""What is stored about a person here: shown, exported, forgotten."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from accounts.models import User

KIND = "roster"


def holdings(person: User) -> dict[str, Any]:
    return {"kind": KIND, "count": 1, "oldest_at": person.joined_at, "newest_at": person.joined_at}


def export(person: User) -> Iterator[dict[str, Any]]:
    yield {
        "personnel_number": person.personnel_number,
        "name": person.name,
        "email": person.email,
        "language": person.language,
        "time_zone": person.time_zone,
        "country": person.country,
        "unit": [unit.name for unit in person.unit.path()] if person.unit else [],
        "joined_at": person.joined_at,
    }


def erase(person: User, now: datetime) -> int:
    """Nothing: the roster is the employer's own list, and ends with the employment."""
    return 0


def expire(now: datetime) -> None:
    """Sessions that ran out."""
