"""How push services know that a push is ours: a pair of keys, RFC 8292."""

from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

SIGNED_FOR = timedelta(hours=12)
# The order of P-256: a private key is a number below it.
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def public_key() -> str:
    """As a browser wants to have it before it gives out an address."""
    point = _pair(settings.PUSH_KEY).public_key()
    raw = point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return urlsafe_b64encode(raw).decode().rstrip("=")


def signed_for(endpoint: str, now: datetime) -> dict[str, str]:
    """The header that says who sends; it says nothing about for whom or why."""
    from py_vapid import Vapid02

    url = urlsplit(endpoint)
    claims: dict[str, Any] = {
        "aud": f"{url.scheme}://{url.netloc}",
        "exp": int((now + SIGNED_FOR).timestamp()),
        "sub": settings.PUSH_CONTACT,
    }
    # Not strict: its pattern for contacts knows no hosts without a dot.
    header: dict[str, str] = Vapid02(_pair(settings.PUSH_KEY), {"no-strict": True}).sign(claims)
    return header


@cache
def _pair(key: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int(key, 16) % (_ORDER - 1) + 1, ec.SECP256R1())
