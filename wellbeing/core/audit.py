"""Who opened or changed what about whom."""

from datetime import datetime
from typing import Any
from uuid import UUID

from wellbeing.core.models import AuditEntry


def record(
    act: str,
    *,
    actor_id: UUID | None,
    role: str,
    now: datetime,
    person_id: UUID | None = None,
    **detail: Any,
) -> AuditEntry:
    """Write one line, in the transaction of the act itself; ids and codes only, never words."""
    return AuditEntry.objects.create(
        at=now, actor_id=actor_id, role=role, act=act, person_id=person_id, detail=detail
    )
