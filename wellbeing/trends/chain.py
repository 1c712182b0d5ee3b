"""The ledger as a chain that anybody can check, and its copy that outlives the database."""

import fcntl
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import models

from wellbeing.trends.models import Figure, Release

START = "0" * 64
_PLAIN = (
    "number", "stream", "level", "lost", "preset", "rho_year", "rho", "l2", "scale", "engine",
)  # fmt: skip


class CopyMissing(Exception):
    """There are releases, but not the file that says which: perhaps a restore on a new disk."""


def content(release: Release, figures: Iterable[Figure]) -> dict[str, Any]:
    """Everything that was published with a release, in the form that its hash is made from."""
    return {
        **{name: getattr(release, name) for name in _PLAIN},
        "starts_on": release.starts_on.isoformat(),
        "ends_on": release.ends_on.isoformat(),
        "intervention": release.intervention_id,
        "released_at": release.released_at.astimezone(UTC).isoformat(),
        "previous": release.previous_hash,
        "figures": sorted(
            [one.cell.key if one.cell else "", one.values, one.agreed, one.variance]
            for one in figures
        ),
    }


def hash_of(said: dict[str, Any]) -> str:
    """SHA-256 of the JSON with sorted keys, no spaces, UTF-8; `hash` itself is left out."""
    plain = {key: value for key, value in said.items() if key != "hash"}
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def lines(releases: models.QuerySet[Release]) -> Iterator[dict[str, Any]]:
    """Each release with its hash, in order."""
    for release in releases.order_by("number").iterator(chunk_size=100):
        figures = release.figures.select_related("cell")
        yield content(release, figures) | {"hash": release.hash}


def broken_links(chain: Sequence[dict[str, Any]]) -> list[int]:
    """Numbers of the lines whose hash is not that of their words or of the line before."""
    before = START
    found = []
    for line in chain:
        if hash_of(line) != line["hash"] or line["previous"] != before:
            found.append(int(line["number"]))
        before = line["hash"]
    return found


# --- The copy ----------------------------------------------------------------------------------
def append_missing() -> None:
    """Write what the file does not have yet. It is only ever appended to."""
    path = Path(settings.RELEASES_FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        last = _last(file)
        number = int(last["number"]) if last else 0
        end = file.tell()
        for line in lines(Release.objects.filter(number__gt=number)):
            file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
        if file.tell() > end:  # every half hour there is nothing new
            file.flush()
            os.fsync(file.fileno())


def unknown_to_the_database() -> list[dict[str, Any]]:
    """Lines of the copy that the database has lost: it was restored from an older backup.

    Raises CopyMissing when it is the other way round and there is no telling what was published.
    """
    path = Path(settings.RELEASES_FILE)
    known = Release.objects.order_by("number").last()
    if not path.exists():
        if known:
            raise CopyMissing
        return []
    with path.open("rb") as file:
        last = _last(file)
        if last is None or (known and known.number >= last["number"]):
            return []
        file.seek(0)
        said = [json.loads(line) for line in file]
    return [line for line in said if known is None or line["number"] > known.number]


def last_link() -> tuple[int, str]:
    """Number and hash that the next line follows: the copy's, if the database has lost some."""
    known = Release.objects.order_by("number").last()
    found = (known.number, known.hash) if known else (0, START)
    path = Path(settings.RELEASES_FILE)
    if not path.exists():
        return found
    with path.open("rb") as file:
        last = _last(file)
    return max(found, (int(last["number"]), str(last["hash"]))) if last else found


def _last(file: IO[bytes]) -> dict[str, Any] | None:
    """The last whole line; one that was cut off by a crash is cut away when it may be written."""
    file.seek(0, 2)
    end, block = file.tell(), b""
    while end and block.count(b"\n") < 2:
        start = max(0, end - 65_536)
        file.seek(start)
        block = file.read(end - start) + block
        end = start
    whole, _, rest = block.rpartition(b"\n")
    if rest and file.writable():
        file.truncate(file.seek(0, 2) - len(rest))
    file.seek(0, 2)
    line: dict[str, Any] | None = json.loads(whole.rpartition(b"\n")[2]) if whole else None
    return line
