"""Secrets that live outside the database: a stolen dump without this file names nobody."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self


@dataclass(frozen=True)
class Keys:
    """Hexadecimal secrets of 32 bytes each."""

    session: str  # Django's SECRET_KEY
    subject: str  # people to subjects, see core/subjects.py

    @classmethod
    def fresh(cls) -> Self:
        return cls(session=secrets.token_hex(32), subject=secrets.token_hex(32))


def load_keys(path: Path) -> Keys:
    """Read the key file, or make one on the first start.

    Raises TypeError when the file lacks a key: a new key made up in silence would orphan every row.
    """
    if not path.exists():
        _create(path)
    return Keys(**json.loads(path.read_text()))


def _create(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(asdict(Keys.fresh()), file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)  # two first starts at once: one wins, both read the winner's
    except FileExistsError:
        pass
    finally:
        draft.unlink()
