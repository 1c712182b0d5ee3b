"""What a person does with their check-ins."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from rest_framework import status

from wellbeing.checkins import rules
from wellbeing.checkins.models import CheckIn
from wellbeing.core.device_rows import offset_of
from wellbeing.core.device_time import corrected
from wellbeing.core.errors import DomainError


class RefiningEnded(DomainError):
    code = "refining_ended"
    message = _("A check-in can be changed for ten minutes. This one stays as it is.")


class Forgotten(DomainError):
    status = status.HTTP_410_GONE
    code = "forgotten"
    message = _("This check-in was deleted. It stays deleted.")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the phone said; both times are the phone's own."""

    revision: int
    answered_at: datetime
    revised_at: datetime
    mood: int
    energy: int | None = None
    feelings: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def record_checkin(
    *, subject: UUID, id: UUID, answer: Answer, skew: timedelta, now: datetime
) -> tuple[CheckIn, bool]:
    """Store a check-in or a newer revision of it; the second value says whether it was new.

    Raises RefiningEnded, Forgotten, and ClockWrong or TooOld for a time that cannot be.
    """
    if not rules.may_refine(answered_at=answer.answered_at, revised_at=answer.revised_at):
        raise RefiningEnded
    row = _row(subject, id, answer, corrected(answer.answered_at, skew=skew, now=now), now)
    stored, new = CheckIn.objects.record(row)
    if stored.forgotten_at:
        raise Forgotten
    return stored, new


def _row(subject: UUID, id: UUID, answer: Answer, moment: datetime, now: datetime) -> CheckIn:
    return CheckIn(
        subject=subject,
        id=id,
        revision=answer.revision,
        answered_at=moment,
        utc_offset=offset_of(moment),
        received_at=now,
        changed_at=now,
        mood=answer.mood,
        energy=answer.energy,
        feelings=list(answer.feelings),
        body=list(answer.body),
        sources=list(answer.sources),
    )


@transaction.atomic
def forget_checkin(*, subject: UUID, id: UUID, now: datetime) -> None:
    """Undo or delete one. Its id stays, also when the check-in itself has not arrived yet."""
    CheckIn.objects.withdraw(subject=subject, id=id, now=now)
