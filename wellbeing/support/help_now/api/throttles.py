"""How often help may be called for."""

from accounts.throttles import PersonThrottle


class PressThrottle(PersonThrottle):
    """Far more than anybody needs, repeats of one press included; less than a script sends."""

    scope = "help-calls"
    rate = "120/hour"
