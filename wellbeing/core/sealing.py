"""Sensitive words are sealed (architecture decision 7).

Each case or conversation has a data key of its own for AES-256-GCM. The database holds it wrapped
by a key of the ring, which lives in the key file: neither is of use without the other.
"""

import secrets
from collections.abc import Collection, Iterator
from datetime import datetime
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import transaction

from wellbeing.core.keys import ring_in
from wellbeing.core.models import DataKey, RingKey

_NONCE = 12  # bytes, as AES-GCM has it


class CannotBeOpened(Exception):
    """Another key, another place, or not as it was sealed."""


class NothingToSealWith(Exception):
    """Every key that this process knows of was dropped: it has an old key file."""


@transaction.atomic
def new_key() -> DataKey:
    """A stored key for one case or conversation."""
    key = DataKey()
    _wrap(key, secrets.token_bytes(32), _standing())
    key.save(force_insert=True)
    return key


def seal(key: DataKey, text: str, *, place: str) -> bytes:
    """`place` is "table.column:row": what is moved elsewhere cannot be opened there."""
    return seal_bytes(key, text.encode(), place=place)


def seal_bytes(key: DataKey, content: bytes, *, place: str) -> bytes:
    return _closed(_unwrapped(key), content, place)


def open_sealed(key: DataKey, sealed: bytes, *, place: str) -> str:
    """Raises CannotBeOpened."""
    return open_bytes(key, sealed, place=place).decode()


def open_bytes(key: DataKey, sealed: bytes, *, place: str) -> bytes:
    """Raises CannotBeOpened."""
    return _opened(_unwrapped(key), bytes(sealed), place)


def destroy(key: DataKey) -> None:
    """Nobody reads what it sealed any more. Whoever refers to it lets go of it first."""
    key.delete()


def name_of(ring_key: str) -> str:
    """By which rows tell which key wrapped them; says nothing about the key."""
    return sha256(b"ring" + bytes.fromhex(ring_key)).hexdigest()[:16]


def wrap_anew(ring_key: str) -> int:
    """Wrap every key by this one; returns how many were not. May run at any time."""
    name, count = name_of(ring_key), 0
    for key in DataKey.objects.exclude(wrapped_by=name).iterator():
        was = key.wrapped_by
        _wrap(key, _unwrapped(key), ring_key)
        same = DataKey.objects.filter(pk=key.pk, wrapped_by=was)  # destroyed meanwhile stays so
        count += same.update(wrapped=key.wrapped, wrapped_by=key.wrapped_by)
    return count


@transaction.atomic
def drop(ring_keys: Collection[str], *, keep: str, now: datetime) -> bool:
    """Nothing is wrapped by these from now on; False, and nothing done, where something would be.

    Whoever is just wrapping by one of them is waited for, and what they wrapped is wrapped anew.
    """
    for name in sorted(name_of(one) for one in ring_keys):
        RingKey.objects.update_or_create(name=name, defaults={"dropped_at": now})
    wrap_anew(keep)
    done = not DataKey.objects.exclude(wrapped_by=name_of(keep)).exists()
    transaction.set_rollback(not done)
    return done


def _known() -> Iterator[str]:
    """As this process was started; then as the file is by now, should the ring have moved on."""
    yield from settings.SEALING_KEYS
    yield from ring_in(settings.KEY_FILE)


def _standing() -> str:
    """The first key that was not dropped; it cannot be until this transaction ends."""
    assert transaction.get_connection().in_atomic_block, "held as long as its transaction"
    for ring_key in _known():
        name = name_of(ring_key)
        if not RingKey.objects.filter(name=name).exists():
            RingKey.objects.bulk_create([RingKey(name=name)], ignore_conflicts=True)
        if RingKey.objects.all().held(name):
            return ring_key
    raise NothingToSealWith


def _wrap(key: DataKey, bare: bytes, ring_key: str) -> None:
    key.wrapped = _closed(bytes.fromhex(ring_key), bare, str(key.pk))
    key.wrapped_by = name_of(ring_key)


def _unwrapped(key: DataKey) -> bytes:
    for ring_key in _known():
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
