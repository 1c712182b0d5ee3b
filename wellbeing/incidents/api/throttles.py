"""How often something may be reported."""

import secrets
from contextlib import suppress
from typing import Final

from allauth.core.internal import ratelimit
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView

from accounts.throttles import PersonThrottle
from wellbeing.incidents import receipts

# Random, of all processes together, in the cache alone and for a day. Without it and the secret of
# the sessions, which is never there, what is counted cannot be turned into an address.
_PEPPER: Final = "throttle:pepper"
_A_DAY: Final = 24 * 60 * 60
_AN_HOUR: Final = 60 * 60
# Of unsigned reports in an hour of the clock, whoever sends them: beyond any house, and far beyond
# what handlers read. From then on each address still has some: a flood silences no floor.
MOST_TOGETHER: Final = 3600
STILL_EACH: Final = 60


class ReportThrottle(PersonThrottle):
    scope = "reports"
    rate = "120/hour"


class NobodyThrottle(SimpleRateThrottle):
    """Counts without knowing whom: a hash of the address under a key that is gone tomorrow.

    A whole floor sits behind one address, so this only keeps a flood away.
    """

    scope = "anonymous"
    rate = "1200/min"

    def get_cache_key(self, request: Request, view: APIView) -> str:
        return self.key_of(ratelimit.get_ip(request._request))

    def key_of(self, whom: str) -> str:
        hashed = salted_hmac(f"throttle:{self._pepper()}", whom, algorithm="sha256").hexdigest()
        return f"throttle:{self.scope}:{hashed}"

    def _pepper(self) -> str:
        known: str | None = self.cache.get(_PEPPER)
        if known is None:
            # Of two processes one wins, and both take what it made.
            self.cache.add(_PEPPER, secrets.token_hex(32), _A_DAY)
            known = self.cache.get(_PEPPER)
        return known or ""

    def allow_request(self, request: Request, view: APIView) -> bool:
        try:
            return super().allow_request(request, view)
        except RedisError:
            return True


class NewReportThrottle(NobodyThrottle):
    """Several in an hour of everybody on a floor of hundreds, and what their phones repeat.

    In a flood from many addresses less of each, so that handlers find what is meant; never nothing.
    """

    scope = "anonymous-reports"
    rate = "1200/hour"

    def allow_request(self, request: Request, view: APIView) -> bool:
        try:
            if self.cache.get(self._together(), 0) >= MOST_TOGETHER:
                self.num_requests = STILL_EACH
        except RedisError:
            return True
        return super().allow_request(request, view)

    def throttle_success(self) -> bool:
        """What was refused is not counted: one address alone makes no flood."""
        self.cache.add(self._together(), 0, 2 * _AN_HOUR)
        with suppress(ValueError):  # the cache let it go in this very moment
            self.cache.incr(self._together())
        return super().throttle_success()

    def _together(self) -> str:
        return f"throttle:{self.scope}:together:{int(self.timer() // _AN_HOUR)}"


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
