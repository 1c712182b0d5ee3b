"""What a person does with their resets."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from rest_framework import status

from wellbeing.core.device_rows import offset_of
from wellbeing.core.device_time import corrected
from wellbeing.core.errors import DomainError
from wellbeing.resets import rules
from wellbeing.resets.models import Reset


class RevisingEnded(DomainError):
    code = "revising_ended"
    message = _("A reset can be changed for twelve hours. This one stays as it is.")


class Forgotten(DomainError):
    status = status.HTTP_410_GONE
    code = "forgotten"
    message = _("This reset was deleted. It stays deleted.")


@dataclass(frozen=True, kw_only=True)
class Session:
    """What the phone said; all times are the phone's own."""

    revision: int
    kind: str
    started_at: datetime
    revised_at: datetime
    planned_seconds: int
    ended_at: datetime | None = None
    before: int | None = None
    after: int | None = None


def record_reset(
    *, subject: UUID, id: UUID, session: Session, skew: timedelta, now: datetime
) -> tuple[Reset, bool]:
    """Store a reset or a newer revision of it; the second value says whether it was new.

    Raises RevisingEnded, Forgotten, and ClockWrong or TooOld for a time that cannot be.
    """
    if not rules.may_revise(started_at=session.started_at, revised_at=session.revised_at):
        raise RevisingEnded
    moment = corrected(session.started_at, skew=skew, now=now)
    stored, new = Reset.objects.record(_row(subject, id, session, moment, now))
    if stored.forgotten_at:
        raise Forgotten
    return stored, new


def _row(subject: UUID, id: UUID, session: Session, moment: datetime, now: datetime) -> Reset:
    return Reset(
        subject=subject,
        id=id,
        revision=session.revision,
        utc_offset=offset_of(moment),
        received_at=now,
        changed_at=now,
        kind=session.kind,
        started_at=moment,
        planned_seconds=session.planned_seconds,
        lasted=session.ended_at and session.ended_at - session.started_at,
        before=session.before,
        after=session.after,
    )


@transaction.atomic
def forget_reset(*, subject: UUID, id: UUID, now: datetime) -> None:
    """Undo or delete one. Its id stays, also when the reset itself has not arrived yet."""
    Reset.objects.withdraw(subject=subject, id=id, now=now)
