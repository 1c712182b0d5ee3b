"""Where every chain ends, written down to be kept where nobody reaches it who owns the database.

What is left of a chain that was put back to an earlier state together with its head hangs together,
and of one that was taken away whole nothing is left. Beside an earlier copy both are found.
"""

import hmac
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Final, NamedTuple
from uuid import UUID

from django.db.models import OuterRef, Subquery

from wellbeing.core.chain import authenticated
from wellbeing.core.models import AuditChain, AuditEntry

_TITLE: Final = "Last line of every chain of the audit log: chain, number, hash, day"
_DIGEST: Final = "digest "


class NotACopy(ValueError):
    """It was not written here, or is not as it was written."""


class Head(NamedTuple):
    """The last line of a chain at some time."""

    chain: UUID
    number: int
    hash: str
    on: date


def heads() -> Iterator[Head]:
    line = AuditEntry.objects.filter(chain=OuterRef("pk"), number=OuterRef("last"))
    found = AuditChain.objects.annotate(at=Subquery(line.values("at"))).order_by("pk")
    for head in found.iterator():
        yield Head(head.pk, head.last, bytes(head.hash).hex(), head.at.astimezone(UTC).date())


def written(found: Iterable[Head]) -> tuple[str, str]:
    """The copy, and its digest: only with the key of the log is another made that holds."""
    lines = (f"{chain} {number} {hash} {on}" for chain, number, hash, on in found)
    body = "".join(f"{line}\n" for line in (_TITLE, *lines))
    digest = authenticated(body)
    return f"{body}{_DIGEST}{digest}\n", digest


def read(copy: str) -> list[Head]:
    """Raises NotACopy."""
    body, _, digest = copy.rpartition(_DIGEST)
    if not hmac.compare_digest(digest.strip().encode(), authenticated(body).encode()):
        raise NotACopy
    return [_head(line) for line in body.splitlines()[1:]]


def _head(line: str) -> Head:
    chain, number, hash, on = line.split()
    return Head(UUID(chain), int(number), hash, date.fromisoformat(on))


def gone_back(kept: Iterable[Head], *, forgotten: datetime) -> Iterator[Head]:
    """Those whose line is not there any more; chains may grow, and lose what is old by itself."""
    for head in kept:
        line = AuditEntry.objects.filter(chain=head.chain, number=head.number)
        same = line.filter(hash=bytes.fromhex(head.hash)).exists()
        if not same and head.on > forgotten.astimezone(UTC).date():
            yield head
