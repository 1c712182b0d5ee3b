"""What happens to a file that is all here: scanned, drawn anew, and then viewable or refused."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from wellbeing.core.backoff import wait_after
from wellbeing.core.events import publish
from wellbeing.incidents.evidence.cleaning.made import Made, Refusal
from wellbeing.incidents.evidence.cleaning.process import CleaningEnded, made_anew
from wellbeing.incidents.evidence.events import FileSettled
from wellbeing.incidents.evidence.models import EvidenceFile
from wellbeing.incidents.evidence.rules import (
    CHECKING,
    CLAIM,
    DOUBTFUL,
    FIRST_WAIT,
    LONGEST_WAIT,
    TRIES,
    VIEWABLE,
)
from wellbeing.incidents.evidence.scanning import ScannerAway, is_harmful
from wellbeing.incidents.evidence.services import storage
from wellbeing.incidents.evidence.services.uploading import is_news, refuse
from wellbeing.incidents.models import Case


@contextmanager
def alone() -> Iterator[bool]:
    """One file at a time on each machine; False where somebody is at it."""
    with (settings.DATA_DIR / "cleaning.lock").open("wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def next_due(now: datetime) -> UUID | None:
    due = EvidenceFile.objects.due(now).order_by("try_at", "pk")
    return due.values_list("pk", flat=True).first()


def check(file_id: UUID, *, now: datetime) -> None:
    """Safe to run twice: whoever claims it last decides."""
    file = EvidenceFile.objects.due(now).filter(pk=file_id).select_related("key").first()
    if file is None or not _claim(file, now):
        return
    try:
        if is_harmful(storage.original_of(file)):
            raise Refusal("harmful")
        made = made_anew(b"".join(storage.original_of(file)))
    except ScannerAway:
        _wait_for_scanner(file, now)
    except Refusal as refusal:
        _settle(file, str(refusal), None, now)
    except CleaningEnded:
        _try_again(file, now)
    else:
        _settle(file, "", made, now)


def _claim(file: EvidenceFile, now: datetime) -> bool:
    """A file that ended three workers in a row is not given to a fourth."""
    if file.attempts >= TRIES:
        _settle(file, "unsafe", None, now)
        return False
    mine = EvidenceFile.objects.due(now).filter(pk=file.pk, attempts=file.attempts)
    file.attempts += 1
    return bool(mine.update(attempts=file.attempts, try_at=now + CLAIM))


def _wait_for_scanner(file: EvidenceFile, now: datetime) -> None:
    """It is not the fault of the file, and counts as no attempt."""
    wait = wait_after(file.waits, first=FIRST_WAIT, longest=LONGEST_WAIT)
    again = {"attempts": file.attempts - 1, "waits": file.waits + 1, "try_at": now + wait}
    _claimed(file).update(**again)


def _try_again(file: EvidenceFile, now: datetime) -> None:
    if file.attempts >= TRIES:
        _settle(file, "unsafe", None, now)
        return
    wait = wait_after(file.attempts, first=FIRST_WAIT, longest=LONGEST_WAIT)
    _claimed(file).update(try_at=now + wait)


@transaction.atomic
def _settle(file: EvidenceFile, reason: str, made: Made | None, now: datetime) -> None:
    # The case first, as for everybody who changes it: nobody waits for each other in a circle.
    list(Case.objects.select_for_update(of=("self",)).filter(pk=file.case_id).values_list("pk"))
    locked = _claimed(file).select_for_update(of=("self",)).select_related("key")
    row = locked.first()
    if row is None:  # taken back meanwhile, or somebody else was faster
        return
    if made is None:
        refuse(row, reason, now, keep=reason in DOUBTFUL)
    else:
        storage.add_whole(row, storage.WORKING, made.content)
        row.state, row.kind, row.try_at = VIEWABLE, made.kind, None
        row.made_type, row.made_size = made.type, len(made.content)
        is_news(row, now)
        publish(FileSettled(file_id=str(row.pk)))
    row.save()


def _claimed(file: EvidenceFile) -> QuerySet[EvidenceFile]:
    return EvidenceFile.objects.filter(pk=file.pk, state=CHECKING, attempts=file.attempts)
