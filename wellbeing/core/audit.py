"""Who opened or changed what about whom."""

from datetime import datetime
from typing import Any
from uuid import UUID

from wellbeing.core import chain as chains
from wellbeing.core.models import AuditEntry


def record(
    act: str,
    *,
    actor_id: UUID | None,
    role: str,
    now: datetime,
    person_id: UUID | None = None,
    chain: UUID | None = None,
    **detail: Any,
) -> AuditEntry:
    """Write one line, in the transaction of the act itself; ids and codes only, never words.

    Those of one `chain` are numbered, and none of them can be changed or left out unseen. Whom
    they are about stands once, beside their chain.
    """
    entry = AuditEntry(at=now, actor_id=actor_id, role=role, act=act, detail=detail)
    if chain:
        chains.append(entry, chain, about=person_id)
    else:
        entry.person_id = person_id
    entry.save(force_insert=True)
    return entry
