"""How often something may be reported."""

import hmac
import secrets
from hashlib import sha256
from typing import Final

from allauth.core.internal import ratelimit
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView

from accounts.throttles import PersonThrottle

# Of this process alone, and never stored: what is counted cannot be turned into an address.
_PEPPER: Final = secrets.token_bytes(32)


class ReportThrottle(PersonThrottle):
    scope = "reports"
    rate = "120/hour"


class NobodyThrottle(SimpleRateThrottle):
    """Counts without knowing whom: a hash of the address under a key that nobody keeps."""

    scope = "anonymous-reports"
    rate = "60/hour"

    def get_cache_key(self, request: Request, view: APIView) -> str:
        address = ratelimit.get_ip(request._request).encode()
        return f"throttle:{self.scope}:{hmac.digest(_PEPPER, address, sha256).hex()}"

    def allow_request(self, request: Request, view: APIView) -> bool:
        try:
            return super().allow_request(request, view)
        except RedisError:
            return True
