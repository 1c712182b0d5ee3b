"""Secrets that live outside the database: a stolen dump without this file names nobody."""

import hmac
import json
import os
import secrets
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Self


@dataclass(frozen=True)
class Keys:
    """Hexadecimal secrets of 32 bytes each."""

    session: str  # Django's SECRET_KEY
    subject: str  # people to subjects, see core/subjects.py
    push: str  # signs what goes to browsers, see notifications/vapid.py

    @classmethod
    def fresh(cls) -> Self:
        return cls(*(secrets.token_hex(32) for _ in range(3)))


def load_keys(path: Path) -> Keys:
    """Read the key file, or make one on the first start.

    Raises TypeError when the file lacks a key: a new key made up in silence would orphan every row.
    """
    if not path.exists():
        _create(path)
    kept = json.loads(path.read_text())
    if "push" not in kept and "session" in kept:
        kept["push"] = _first_push_key(kept["session"])
        _replace(path, kept)
    return Keys(**kept)


def _first_push_key(session: str) -> str:
    """For a file from before there was one: each machine with a copy arrives at the same."""
    return hmac.digest(session.encode(), b"push", sha256).hex()


def _create(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = _draft(path, asdict(Keys.fresh()))
    try:
        os.link(draft, path)  # two first starts at once: one wins, both read the winner's
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _replace(path: Path, keys: dict[str, str]) -> None:
    """Whole or not at all, and still its owner's; a file that we may not write stays as it is."""
    path, was = path.resolve(), path.stat()  # behind a link lies the file that others read
    with suppress(OSError):
        draft = _draft(path, keys)
        try:
            os.chown(draft, was.st_uid, was.st_gid)
            draft.chmod(was.st_mode & 0o777)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)


def _draft(path: Path, keys: dict[str, str]) -> Path:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(keys, file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    return draft
