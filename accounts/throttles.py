"""How often our own routes may be asked; allauth's limits stand in the settings."""

from allauth.core.internal import ratelimit
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView


class AddressThrottle(SimpleRateThrottle):
    """Counts by address, as allauth counts: behind the trusted proxies, IPv6 by network."""

    def get_cache_key(self, request: Request, view: APIView) -> str:
        return f"throttle:{self.scope}:{ratelimit.get_ip(request._request)}"


class ClaimThrottle(AddressThrottle):
    """Phones ask every two seconds for up to two minutes; secrets of 256 bits cannot be guessed."""

    scope = "claims"
    rate = "900/min"


class PersonThrottle(SimpleRateThrottle):
    """Counts what one person puts; while the cache is away nobody counts, and nobody is refused."""

    def get_cache_key(self, request: Request, view: APIView) -> str | None:
        return f"throttle:{self.scope}:{request.user.pk}" if request.method == "PUT" else None

    def allow_request(self, request: Request, view: APIView) -> bool:
        try:
            return super().allow_request(request, view)
        except RedisError:
            return True


class LinkThrottle(PersonThrottle):
    """Codes that one person shows."""

    scope = "sign-in-links"
    rate = "30/hour"
