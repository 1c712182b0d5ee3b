"""How often passes may be asked for and checked."""

from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView

from accounts.throttles import AddressThrottle


class CheckThrottle(AddressThrottle):
    """A desk sees a few people a minute; secrets of 256 bits cannot be guessed anyway."""

    scope = "break-pass-checks"
    rate = "60/min"


class AskThrottle(SimpleRateThrottle):
    """Joining and leaving the line over and over would only fill the table."""

    scope = "break-passes"
    rate = "60/hour"

    def get_cache_key(self, request: Request, view: APIView) -> str | None:
        return f"throttle:{self.scope}:{request.user.pk}" if request.method == "PUT" else None
