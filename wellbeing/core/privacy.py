"""What is stored about a person here: who looked at them, and what they had forgotten."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Min

from wellbeing.core import chain
from wellbeing.core.models import AuditEntry, Erasure

KIND = "views"
# The triggers of migration 0002 hold the same number: a younger entry cannot be deleted.
AUDIT_KEPT = timedelta(days=1096)
# As long as a tombstone: by then no phone still carries the request.
ERASURE_KEPT = timedelta(days=60)


def holdings(person_id: UUID) -> dict[str, Any]:
    found = AuditEntry.objects.about(person_id).aggregate(
        count=Count("id"), oldest_at=Min("at"), newest_at=Max("at")
    )
    return {"kind": KIND, **found}


def export(person_id: UUID) -> Iterator[dict[str, Any]]:
    entries = AuditEntry.objects.about(person_id).order_by("at", "id").select_related("actor")
    for entry in entries.iterator(chunk_size=1000):
        yield {"at": entry.at, "by": str(entry.actor or ""), "role": entry.role, "act": entry.act}


def expire(now: datetime) -> None:
    AuditEntry.objects.filter(chain=None, at__lt=now - AUDIT_KEPT).delete()
    chain.forget(now - AUDIT_KEPT)
    Erasure.objects.filter(at__lt=now - ERASURE_KEPT).delete()
