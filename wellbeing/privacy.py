"""Everything that is stored about a person: shown, exported, forgotten."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from accounts import privacy as accounts
from accounts.models import User
from wellbeing.checkins import privacy as checkins

_FEATURES = (accounts, checkins)


def holdings(person: User) -> list[dict[str, Any]]:
    return [feature.holdings(person) for feature in _FEATURES]


def export(person: User) -> dict[str, Iterator[dict[str, Any]]]:
    return {feature.KIND: feature.export(person) for feature in _FEATURES}


def erase(person: User, now: datetime) -> dict[str, int]:
    """Forget whatever the person may have forgotten; the roster belongs to the employer."""
    return {feature.KIND: feature.erase(person, now) for feature in _FEATURES}


def expire(now: datetime) -> None:
    for feature in _FEATURES:
        feature.expire(now)
