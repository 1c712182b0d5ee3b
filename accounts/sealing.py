"""What is unreadable in a stolen database: second factors, and what a session holds."""

from base64 import urlsafe_b64encode
from functools import cache

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def seal(text: str, *, purpose: str) -> str:
    return _box(purpose, settings.SECRET_KEY).encrypt(text.encode()).decode()


def open_sealed(sealed: str | bytes, *, purpose: str) -> str:
    """Raises InvalidToken where the key file or the purpose is not that of the sealing."""
    return _box(purpose, settings.SECRET_KEY).decrypt(sealed).decode()


@cache
def _box(purpose: str, key: str) -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=purpose.encode())
    return Fernet(urlsafe_b64encode(derived.derive(key.encode())))
