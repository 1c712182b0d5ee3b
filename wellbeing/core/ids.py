"""Ids as devices make them."""

from datetime import datetime
from random import Random
from uuid import UUID


def uuid7(moment: datetime, chance: Random) -> UUID:
    """A UUIDv7 (RFC 9562) of this moment; the rest of its bits comes from `chance`."""
    milliseconds = int(moment.timestamp() * 1000)
    value = milliseconds << 80 | chance.getrandbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    return UUID(int=value & ~(0b11 << 62) | 0b10 << 62)
