"""The receipt of an anonymous report: 90 random bits and a checksum, as twenty letters and digits.

The letters are Crockford's base 32, which has none that look alike; a wrong letter or two that
changed places are told before anybody is asked. The device makes it, so that a report that is sent
again keeps its receipt; the server keeps a keyed hash alone.
"""

import hmac
from hashlib import sha256
from typing import Final

from django.conf import settings

LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
RANDOM: Final = 18  # letters of five bits each
CHECKED: Final = 2


def spelt(text: str) -> str | None:
    """As it was given out, however it was typed; None where it cannot be one."""
    bare = "".join(text.upper().split()).replace("-", "").translate(_ALIKE)
    if len(bare) != RANDOM + CHECKED or not set(bare) <= set(LETTERS):
        return None
    return bare if bare[RANDOM:] == checksum(bare[:RANDOM]) else None


def checksum(random: str) -> str:
    """Ten bits of SHA-256 over the random letters."""
    first, second = sha256(random.encode()).digest()[:2]
    return LETTERS[first % 32] + LETTERS[second % 32]


def hash_of(receipt: str) -> bytes:
    """HMAC-SHA256: without the key file, a stolen database cannot be asked for a receipt."""
    key = bytes.fromhex(settings.SUBJECT_KEY)
    return hmac.digest(key, b"receipt" + receipt.encode(), sha256)
