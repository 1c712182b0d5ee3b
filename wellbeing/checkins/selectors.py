"""Reads of one subject's own check-ins."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from wellbeing.checkins.models import CheckIn, CheckInQuerySet

PAGE = 500
# A write that began earlier may be committed later; the last half minute is read again.
OVERLAP = timedelta(seconds=30)
Cursor = tuple[datetime, UUID]
_START = UUID(int=0)


def checkins_of(subject: UUID) -> CheckInQuerySet:
    return CheckIn.objects.of(subject)


def changes_since(
    subject: UUID, cursor: Cursor | None, *, now: datetime
) -> tuple[list[CheckIn], Cursor | None, bool]:
    """One page of what was written since the cursor, where to go on, and whether there is more."""
    rows = checkins_of(subject).order_by("changed_at", "id")
    if cursor:
        moment, last = cursor
        rows = rows.filter(Q(changed_at__gt=moment) | Q(changed_at=moment, id__gt=last))
    page = list(rows[: PAGE + 1])
    if len(page) > PAGE:
        page = page[:PAGE]
        return page, (page[-1].changed_at, page[-1].id), True
    newest = page[-1].changed_at if page else (cursor[0] if cursor else None)
    return page, (min(newest, now - OVERLAP), _START) if newest else None, False
