"""How often passes may be asked for and checked."""

from accounts.throttles import AddressThrottle, PersonThrottle


class CheckThrottle(AddressThrottle):
    """A desk sees a few people a minute; secrets of 256 bits cannot be guessed anyway."""

    scope = "break-pass-checks"
    rate = "60/min"


class AskThrottle(PersonThrottle):
    """Joining and leaving the line over and over would only fill the table."""

    scope = "break-passes"
    rate = "60/hour"
