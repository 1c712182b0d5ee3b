"""How often help may be called for."""

from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView


class PressThrottle(SimpleRateThrottle):
    """Far more than anybody needs, repeats of one press included; less than a script sends."""

    scope = "help-calls"
    rate = "120/hour"

    def get_cache_key(self, request: Request, view: APIView) -> str | None:
        return f"throttle:{self.scope}:{request.user.pk}" if request.method == "PUT" else None
