"""Secrets of one-time links: made from the row, so that only their hash needs to be kept."""

import hmac
from base64 import urlsafe_b64encode
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.conf import settings


def secret_of(purpose: str, *, owner_id: UUID, id: UUID, created_at: datetime) -> str:
    """256 bits under a key outside the database; the same row gives the same secret again.

    So a repeated PUT answers with a link that works, and a stolen database with none.
    """
    words = f"{purpose}|{owner_id}|{id}|{created_at.timestamp():.6f}".encode()
    digest = hmac.digest(settings.SECRET_KEY.encode(), words, sha256)
    return urlsafe_b64encode(digest).decode().rstrip("=")


def hashed(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
