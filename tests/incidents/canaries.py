"""A word of its own in every sensitive field, and the search for it in whatever form."""

import secrets
from base64 import b64encode
from collections.abc import Iterable, Iterator
from typing import Any, Final

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR
from django.apps import apps
from django.conf import settings
from django.db import connection, models

from wellbeing.core.keys import ring_in
from wellbeing.core.models import DataKey
from wellbeing.core.sealing import name_of

_NONCE: Final = 12


class Canaries:
    """canaries("story"): the same word each time, which stands nowhere else in the world."""

    def __init__(self, **words: str) -> None:
        self._words = words

    def __call__(self, field: str) -> str:
        return self._words.setdefault(field, f"cny{secrets.token_hex(8)}")

    @property
    def fields(self) -> set[str]:
        return set(self._words)

    def found_in(self, *heaps: bytes | str) -> set[str]:
        """Which fields were found: plain, in UTF-16, in hexadecimal, in base64, and backwards."""
        whole = [heap.encode() if isinstance(heap, str) else heap for heap in heaps]
        return {
            field
            for field, word in self._words.items()
            if any(form in heap for form in _forms(word) for heap in whole)
        }


def _forms(word: str) -> Iterator[bytes]:
    for plain in (word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be")):
        yield plain
        yield plain.hex().encode()
        yield plain.hex().upper().encode()
        for before in range(3):  # whatever stands before it moves the letters of base64
            coded = b64encode(bytes(before) + plain)
            yield coded[4 if before else 0 : -4]
    yield word[::-1].encode()


def forms_of(receipt: str) -> Canaries:
    """As it is made, as it is typed, and as it is shown in groups."""
    groups = "-".join(receipt[at : at + 4] for at in range(0, len(receipt), 4))
    return Canaries(receipt=receipt, small=receipt.lower(), grouped=groups)


def dump() -> bytes:
    """Every table of the database, as a backup would hold it."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            return "\n".join(connection.connection.iterdump()).encode()
        tables = connection.introspection.table_names(cursor)
        return b"\n".join(_copied(cursor, table) for table in tables)


def _copied(cursor: Any, table: str) -> bytes:
    with cursor.copy(f'COPY "{table}" TO STDOUT') as rows:
        return b"".join(bytes(row) for row in rows)


def sealed_columns() -> Iterator[tuple[type[models.Model], str]]:
    """Every column of bytes of this feature, whoever added it."""
    for model in apps.get_models():
        if model.__module__.startswith("wellbeing.incidents"):
            for one in model._meta.get_fields():
                if isinstance(one, models.BinaryField):
                    yield model, one.name


def blobs() -> dict[str, list[bytes]]:
    """What stands in those columns, by "model.column"."""
    return {
        f"{model.__name__}.{column}": [
            bytes(value)
            for value in model._default_manager.values_list(column, flat=True)
            if value is not None
        ]
        for model, column in sealed_columns()
    }


def data_keys() -> list[bytes]:
    """Every key in the database, unwrapped as somebody would who has the key file as well."""
    ring = {name_of(one): AESGCM(bytes.fromhex(one)) for one in _ring()}
    rows = [(ring[key.wrapped_by], bytes(key.wrapped), key.pk) for key in DataKey.objects.all()]
    return [own.decrypt(it[:_NONCE], it[_NONCE:], str(id).encode()) for own, it, id in rows]


def _ring() -> list[str]:
    return [*settings.SEALING_KEYS, *ring_in(settings.KEY_FILE)]


def opened(sealed: Iterable[bytes], keys: Iterable[bytes]) -> bytes:
    """All that these keys make of it. Who steals does not ask whether it stood in its place, so
    the tag of AES-GCM is not looked at: what is left of it is AES in counter mode.
    """
    return b"\n".join(
        _unchecked(key, one) for key in keys for one in sealed if len(one) > _NONCE + 16
    )


def _unchecked(key: bytes, sealed: bytes) -> bytes:
    counter = sealed[:_NONCE] + (2).to_bytes(4, "big")  # GCM keeps the first for its tag
    return Cipher(AES(key), CTR(counter)).decryptor().update(sealed[_NONCE:-16])
