"""How often appointments may be asked for and moved."""

from accounts.throttles import AddressThrottle, PersonThrottle


class LinkThrottle(AddressThrottle):
    """One person looks, moves and looks again; secrets of 256 bits cannot be guessed anyway."""

    scope = "appointment-links"
    rate = "60/min"


class BookThrottle(PersonThrottle):
    """Booking and cancelling over and over would only trouble a counsellor."""

    scope = "bookings"
    rate = "60/hour"
