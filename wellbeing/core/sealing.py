"""Sensitive words are sealed (architecture decision 7).

Each case or conversation has a data key of its own for AES-256-GCM. The database holds it wrapped
by a key of the ring, which lives in the key file: neither is of use without the other.
"""

import secrets
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from wellbeing.core.models import DataKey

_NONCE = 12  # bytes, as AES-GCM has it


class CannotBeOpened(Exception):
    """Another key, another place, or not as it was sealed."""


def new_key() -> DataKey:
    """A stored key for one case or conversation."""
    key = DataKey()
    _wrap(key, secrets.token_bytes(32))
    key.save(force_insert=True)
    return key


def seal(key: DataKey, text: str, *, place: str) -> bytes:
    """`place` is "table.column:row": what is moved elsewhere cannot be opened there."""
    return _closed(_unwrapped(key), text.encode(), place)


def open_sealed(key: DataKey, sealed: bytes, *, place: str) -> str:
    """Raises CannotBeOpened."""
    return _opened(_unwrapped(key), bytes(sealed), place).decode()


def destroy(key: DataKey) -> None:
    """Nobody reads what it sealed any more. Whoever refers to it lets go of it first."""
    key.delete()


def name_of(ring_key: str) -> str:
    """By which rows tell which key wrapped them; says nothing about the key."""
    return sha256(b"ring" + bytes.fromhex(ring_key)).hexdigest()[:16]


def wrap_anew() -> int:
    """Wrap every key by the first of the ring; returns how many were not. May run at any time."""
    first, count = name_of(settings.SEALING_KEYS[0]), 0
    for key in DataKey.objects.exclude(wrapped_by=first).iterator():
        was = key.wrapped_by
        _wrap(key, _unwrapped(key))
        same = DataKey.objects.filter(pk=key.pk, wrapped_by=was)  # destroyed meanwhile stays so
        count += same.update(wrapped=key.wrapped, wrapped_by=key.wrapped_by)
    return count


def _wrap(key: DataKey, bare: bytes) -> None:
    first = settings.SEALING_KEYS[0]
    key.wrapped = _closed(bytes.fromhex(first), bare, str(key.pk))
    key.wrapped_by = name_of(first)


def _unwrapped(key: DataKey) -> bytes:
    for ring_key in settings.SEALING_KEYS:
        if name_of(ring_key) == key.wrapped_by:
            return _opened(bytes.fromhex(ring_key), bytes(key.wrapped), str(key.pk))
    raise CannotBeOpened(f"The ring has no key {key.wrapped_by}.")


def _closed(key: bytes, text: bytes, place: str) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, text, place.encode())


def _opened(key: bytes, sealed: bytes, place: str) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], place.encode())
    except (InvalidTag, ValueError) as fault:
        raise CannotBeOpened(place) from fault
