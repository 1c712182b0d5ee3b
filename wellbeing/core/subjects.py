"""Moods carry a subject instead of a person (architecture decision 8)."""

import hmac
from hashlib import sha256
from uuid import UUID

from django.conf import settings


def subject_of(diary: UUID) -> UUID:
    """The pseudonym under which the moods of one diary are stored.

    HMAC-SHA256 of the diary's id under a key outside the database, cut to 128 bits and shaped as a
    UUID so that both databases index it in 16 bytes or as text.
    """
    key = bytes.fromhex(settings.SUBJECT_KEY)
    return UUID(bytes=hmac.digest(key, diary.bytes, sha256)[:16])


def apart(subject: UUID, purpose: str) -> UUID:
    """Another pseudonym of the same subject, for rows that could be laid beside named ones.

    Who was named there would be named beside their moods as well. Without the key the two
    pseudonyms have nothing in common.
    """
    key = bytes.fromhex(settings.SUBJECT_KEY)
    return UUID(bytes=hmac.digest(key, purpose.encode() + subject.bytes, sha256)[:16])
