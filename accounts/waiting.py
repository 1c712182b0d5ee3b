"""How long to wait after too many tries; how many are too many stands in the settings."""

import math
import time

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest

A_MINUTE = 60


def remember_wait(request: HttpRequest, *, action: str, key: str) -> None:
    """Note on the request when the next try is worth making; accounts/headless.py says so."""
    waits = [
        _wait(request, rate, action=action, key=key)
        for rate in ratelimit.get_rates(app="allauth.account", action=action)
    ]
    request.retry_after = max(waits, default=A_MINUTE)  # type: ignore[attr-defined]


def _wait(request: HttpRequest, rate: ratelimit.Rate, *, action: str, key: str) -> int:
    name = ratelimit.get_cache_key(
        request, app="allauth.account", action=action, rate=rate, key=key
    )
    tries: list[float] = cache.get(name, [])  # newest first
    if len(tries) < rate.amount:
        return 0
    seconds: float = tries[rate.amount - 1] + rate.duration - time.time()
    return max(0, math.ceil(seconds))
