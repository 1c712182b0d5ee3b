"""How often appointments may be asked for and moved."""

from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView

from accounts.throttles import AddressThrottle


class LinkThrottle(AddressThrottle):
    """One person looks, moves and looks again; secrets of 256 bits cannot be guessed anyway."""

    scope = "appointment-links"
    rate = "60/min"


class BookThrottle(SimpleRateThrottle):
    """Booking and cancelling over and over would only trouble a counsellor."""

    scope = "bookings"
    rate = "60/hour"

    def get_cache_key(self, request: Request, view: APIView) -> str | None:
        return f"throttle:{self.scope}:{request.user.pk}" if request.method == "PUT" else None
