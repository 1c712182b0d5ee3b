"""Lines about one case that hang together: what is changed, left out or put between is found.

Each line is authenticated (HMAC-SHA256) with the hash of the one before, by a key that is not in
the database; the row of the chain says which is the first and which the last, and whom they are
about. A chain that went back as a whole, or vanished, is found beside a copy (core/heads.py).
"""

import hmac
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import transaction

from wellbeing.core.models import AuditChain, AuditEntry


class Broken(NamedTuple):
    """The first line of a chain that is not as it was written."""

    chain: UUID
    number: int


def append(entry: AuditEntry, id: UUID, *, about: UUID | None) -> None:
    """Give it its place; call it inside the transaction that stores it."""
    assert transaction.get_connection().in_atomic_block, "a place belongs to its line"
    made = {"mark": b"", "person_id": about}  # with the first alone: who was forgotten stays so
    head, _new = AuditChain.objects.select_for_update().get_or_create(pk=id, defaults=made)
    entry.chain, entry.number = id, head.last + 1
    entry.hash = _hash(bytes(head.hash), entry)
    head.last, head.hash = entry.number, entry.hash
    head.mark = _mark(head)
    head.save()


def forget(before: datetime) -> None:
    """From the front only, so that the rest can still be checked."""
    old = AuditEntry.objects.filter(chain__isnull=False, at__lt=before)
    for id in set(old.order_by().values_list("chain", flat=True)):
        assert id is not None
        _shorten(id, before)


@transaction.atomic
def _shorten(id: UUID, before: datetime) -> None:
    head = AuditChain.objects.select_for_update().get(pk=id)
    lines = AuditEntry.objects.filter(chain=id)
    kept = lines.filter(at__gte=before).order_by("number").first()
    if kept is None:
        lines.delete()
        head.delete()
        return
    assert kept.number is not None
    gone = lines.filter(number__lt=kept.number).order_by("-number")
    if not (last_gone := gone.first()):
        return
    head.first, head.before = kept.number, bytes(last_gone.hash or b"")
    gone.delete()
    head.mark = _mark(head)
    head.save()


@transaction.atomic
def unname(ids: Iterable[UUID]) -> None:
    """Nothing here says any more whom these lines are about; they stay, and can be checked."""
    for head in AuditChain.objects.select_for_update().filter(pk__in=list(ids)).order_by("pk"):
        head.person_id = None
        head.mark = _mark(head)
        head.save(update_fields=["person", "mark"])


def about(*people: UUID) -> set[UUID]:
    return set(AuditChain.objects.filter(person__in=people).values_list("pk", flat=True))


def head_of(id: UUID) -> tuple[int, str]:
    """The number and the hash of the last line, for a copy that leaves the house."""
    head = AuditChain.objects.filter(pk=id).first()
    return (head.last, bytes(head.hash).hex()) if head else (0, "")


def broken() -> Iterator[Broken]:
    """The first such line of every chain that has one."""
    for id in list(_suspects()):
        number = _looked_at_again(id)
        if number is not None:
            yield Broken(id, number)


def _suspects() -> Iterator[UUID]:
    heads = {head.pk: head for head in AuditChain.objects.iterator()}
    lines = AuditEntry.objects.filter(chain__isnull=False).order_by("chain", "number")
    for id, found in groupby(lines.iterator(), key=lambda entry: entry.chain):
        assert id is not None
        if _first_broken(heads.pop(id, None), found) is not None:
            yield id
    yield from heads


@transaction.atomic
def _looked_at_again(id: UUID) -> int | None:
    """While nobody adds a line: one that came between two reads looks like one put in."""
    head = AuditChain.objects.select_for_update().filter(pk=id).first()
    lines = AuditEntry.objects.filter(chain=id).order_by("number")
    if head is None and not lines.exists():
        return None  # it was three years old
    return _first_broken(head, lines.iterator())


def _first_broken(head: AuditChain | None, lines: Iterator[AuditEntry]) -> int | None:
    if head is None:
        return 1
    number, before = head.first, bytes(head.before)
    if not hmac.compare_digest(bytes(head.mark), _mark(head)):
        return number
    for entry in lines:
        follows = hmac.compare_digest(bytes(entry.hash or b""), _hash(before, entry))
        if entry.number != number or not follows:
            return number
        before, number = bytes(entry.hash or b""), number + 1
    return None if (number - 1, before) == (head.last, bytes(head.hash)) else number


def _hash(before: bytes, entry: AuditEntry) -> bytes:
    told = [
        str(entry.chain),
        entry.number,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        str(entry.actor_id or ""),
        str(entry.role),
        entry.act,
        entry.detail,
    ]
    return _authenticated(b"line" + before, told)


def _mark(head: AuditChain) -> bytes:
    whose = str(head.person_id or "")
    told = [str(head.pk), whose, head.first, bytes(head.before).hex(), head.last]
    return _authenticated(b"head" + bytes(head.hash), told)


def authenticated(text: str) -> str:
    """For a copy of all heads: only with the key is another made."""
    return _authenticated(b"heads", [text]).hex()


def _authenticated(kind: bytes, told: list[object]) -> bytes:
    text = json.dumps(told, sort_keys=True, separators=(",", ":")).encode()
    return hmac.digest(bytes.fromhex(settings.AUDIT_KEY), kind + text, sha256)
