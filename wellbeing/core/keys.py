"""Secrets that live outside the database: a stolen dump without this file names nobody."""

import hmac
import json
import os
import secrets
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Self


@dataclass(frozen=True)
class Keys:
    """Hexadecimal secrets of 32 bytes each."""

    session: str  # Django's SECRET_KEY
    subject: str  # people to subjects, see core/subjects.py
    push: str  # signs what goes to browsers, see notifications/vapid.py
    audit: str  # authenticates the lines about one case, see core/chain.py
    customer: str  # customers to hashes, see incidents/customers; changed, matches are lost
    ring: list[str]  # wrap the keys of what is sealed, the first one new ones; see core/sealing.py

    @classmethod
    def fresh(cls) -> Self:
        session, subject, push, audit, customer = (secrets.token_hex(32) for _ in range(5))
        return cls(session, subject, push, audit, customer, [secrets.token_hex(32)])


def load_keys(path: Path) -> Keys:
    """Read the key file, or make one on the first start.

    Raises TypeError when the file lacks a key: a new key made up in silence would orphan every row.
    """
    if not path.exists():
        _create(path)
    kept = json.loads(path.read_text())
    if lacking := _that_came_later(kept):
        kept |= lacking
        _replace(path, kept)
    return Keys(**kept)


def ring_in(path: Path) -> list[str]:
    """As it is now, which a process that runs on may not know; nothing where there is no file."""
    if not path.exists():
        return []
    ring: list[str] = json.loads(path.read_text()).get("ring", [])
    return ring


def change_ring(path: Path, ring: list[str]) -> None:
    """Raises OSError where the file cannot be written."""
    kept = json.loads(path.read_text()) | {"ring": ring}
    _replace(path, kept)
    if json.loads(path.read_text()) != kept:
        raise PermissionError(f"{path} cannot be written.")


def _that_came_later(kept: dict[str, Any]) -> dict[str, Any]:
    """What a file from before lacks: each machine with a copy arrives at the same."""
    if "session" not in kept:
        return {}

    def first(name: str) -> str:
        return hmac.digest(kept["session"].encode(), name.encode(), sha256).hex()

    later: dict[str, Any] = {name: first(name) for name in ("push", "audit", "customer")}
    later["ring"] = [first("ring")]
    return {name: key for name, key in later.items() if name not in kept}


def _create(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = _draft(path, asdict(Keys.fresh()))
    try:
        os.link(draft, path)  # two first starts at once: one wins, both read the winner's
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _replace(path: Path, keys: dict[str, Any]) -> None:
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


def _draft(path: Path, keys: dict[str, Any]) -> Path:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(keys, file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    return draft
