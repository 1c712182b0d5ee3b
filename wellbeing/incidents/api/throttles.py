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
from wellbeing.incidents import receipts

# Of this process alone, and never stored: what is counted cannot be turned into an address.
_PEPPER: Final = secrets.token_bytes(32)


class ReportThrottle(PersonThrottle):
    scope = "reports"
    rate = "120/hour"


class NobodyThrottle(SimpleRateThrottle):
    """Counts without knowing whom: a hash of the address under a key that nobody keeps.

    A whole floor sits behind one address, so this only keeps a flood away.
    """

    scope = "anonymous"
    rate = "1200/min"

    def get_cache_key(self, request: Request, view: APIView) -> str:
        return self.key_of(ratelimit.get_ip(request._request))

    def key_of(self, whom: str) -> str:
        return f"throttle:{self.scope}:{hmac.digest(_PEPPER, whom.encode(), sha256).hex()}"

    def allow_request(self, request: Request, view: APIView) -> bool:
        try:
            return super().allow_request(request, view)
        except RedisError:
            return True


class NewReportThrottle(NobodyThrottle):
    """Several in an hour of everybody on a floor of hundreds, and what their phones repeat."""

    scope = "anonymous-reports"
    rate = "1200/hour"


class ReceiptThrottle(NobodyThrottle):
    """Counts each receipt for itself: an open page takes nothing away from anybody else.

    It looks every half minute at the report, and every five seconds while files are checked.
    """

    scope = "receipts"
    rate = "1500/hour"

    def get_cache_key(self, request: Request, view: APIView) -> str:
        said = request.data.get("receipt") if isinstance(request.data, dict) else None
        receipt = receipts.spelt(said) if isinstance(said, str) else None
        return self.key_of(receipt) if receipt else super().get_cache_key(request, view)


class ReceiptPackThrottle(ReceiptThrottle):
    """Each is made anew, with every file."""

    scope = "receipt-packs"
    rate = "60/hour"


class ReceiptWriteThrottle(ReceiptThrottle):
    scope = "receipt-messages"
    rate = "60/hour"
