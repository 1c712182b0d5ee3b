"""The secrets of second factors, unreadable in a stolen database."""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def seal(text: str) -> str:
    return _box().encrypt(text.encode()).decode()


def open_sealed(sealed: str) -> str:
    """Raises InvalidToken where the key file is not the one it was sealed under."""
    return _box().decrypt(sealed.encode()).decode()


def _box() -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=b"second factors")
    return Fernet(urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))
