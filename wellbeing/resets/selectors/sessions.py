"""Reads of one subject's own resets."""

from datetime import datetime
from uuid import UUID

from wellbeing.core.sync import Cursor, Page, page_since
from wellbeing.resets.models import Reset
from wellbeing.resets.models.sessions import ResetQuerySet


def resets_of(subject: UUID) -> ResetQuerySet:
    return Reset.objects.of(subject)


def changes_since(subject: UUID, cursor: Cursor | None, *, now: datetime) -> Page[Reset]:
    return page_since(resets_of(subject), cursor, now=now)
