"""Reads of one subject's own check-ins."""

from datetime import datetime
from uuid import UUID

from wellbeing.checkins.models import CheckIn, CheckInQuerySet
from wellbeing.core.sync import OVERLAP, PAGE, Cursor, Page, page_since

__all__ = ["OVERLAP", "PAGE", "changes_since", "checkins_of"]


def checkins_of(subject: UUID) -> CheckInQuerySet:
    return CheckIn.objects.of(subject)


def changes_since(subject: UUID, cursor: Cursor | None, *, now: datetime) -> Page[CheckIn]:
    return page_since(checkins_of(subject), cursor, now=now, size=PAGE)
