"""How a file comes in: announced, part by part, and taken back. Every repeat is safe."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from wellbeing.core.errors import NotFound
from wellbeing.core.events import publish
from wellbeing.core.sealing import seal
from wellbeing.incidents.errors import CaseIsKept, ReportIsOver
from wellbeing.incidents.evidence.cleaning.kinds import first_look
from wellbeing.incidents.evidence.errors import (
    FileRemoved,
    FileTaken,
    FileTooLarge,
    NoRoomYet,
    PartHasAnotherSize,
    PartOutOfOrder,
    TooManyFiles,
)
from wellbeing.incidents.evidence.events import FileArrived, FileSettled
from wellbeing.incidents.evidence.models import EvidenceFile
from wellbeing.incidents.evidence.rules import (
    AFTER,
    ARRIVING,
    CHECKING,
    LARGEST,
    LARGEST_OF_ALL,
    LARGEST_TOGETHER,
    MOST_FILES,
    MOST_TRIED,
    PART,
    REFUSED,
    REMOVED,
    UNSEEN_TOGETHER,
    neutral,
    size_of_part,
)
from wellbeing.incidents.evidence.services import storage
from wellbeing.incidents.models import Case
from wellbeing.incidents.rules import ANONYMOUS, OPEN, RECEIVED, by_the_hour
from wellbeing.incidents.services import holding, trail
from wellbeing.incidents.services.moments import of_reporter


@transaction.atomic
def announce(
    case: Case, *, uid: UUID, name: str, size: int, digest: bytes, now: datetime
) -> EvidenceFile:
    """Say what will come.

    Raises FileRemoved, FileTaken, FileTooLarge, NoRoomYet, ReportIsOver and TooManyFiles.
    """
    # Held until the end: two that come at once are counted one after the other.
    case = _case_first(case)
    if known := EvidenceFile.objects.filter(case=case, uid=uid).first():
        return _same(known, size, digest)
    if case.state not in OPEN or case.key is None:
        raise ReportIsOver
    _fits(case, size)
    number = EvidenceFile.objects.filter(case=case).count() + 1
    file = EvidenceFile(case=case, key=case.key, uid=uid, size=size, sha256=digest)
    file.began_at = of_reporter(case, now) + number * AFTER  # they stand in their order
    called = name if case.identity != ANONYMOUS else neutral(name, number)
    file.name = seal(case.key, called, place=file.name_place)
    file.save(force_insert=True)
    return file


def _same(known: EvidenceFile, size: int, digest: bytes) -> EvidenceFile:
    if known.state == REMOVED:
        raise FileRemoved
    if (known.size, bytes(known.sha256)) != (size, digest):
        raise FileTaken
    return known


def _fits(case: Case, size: int) -> None:
    if size > LARGEST_OF_ALL:
        raise FileTooLarge
    files = EvidenceFile.objects.filter(case=case)
    counted = files.counted()
    together = counted.aggregate(bytes=Sum("size", default=0))["bytes"] + size
    if counted.count() >= MOST_FILES or files.count() >= MOST_TRIED or together > LARGEST_TOGETHER:
        raise TooManyFiles
    if case.identity == ANONYMOUS and _unseen() + size > UNSEEN_TOGETHER:
        raise NoRoomYet


def _unseen() -> int:
    """What is stored: who announces much and sends nothing takes no room from others."""
    waiting = EvidenceFile.objects.counted().filter(case__identity=ANONYMOUS, case__state=RECEIVED)
    found: int = waiting.aggregate(bytes=Sum("received", default=0))["bytes"]
    return found


@transaction.atomic
def put_part(case: Case, *, uid: UUID, number: int, content: bytes, now: datetime) -> EvidenceFile:
    """Store the next part; whoever calls answers once this is committed, and not before.

    Raises FileRemoved, NotFound, PartHasAnotherSize, PartOutOfOrder and ReportIsOver.
    """
    file = _locked(case, uid)
    if file.state == REMOVED:
        raise FileRemoved
    if file.state != ARRIVING or number * PART < file.received:
        return file  # a repeat, after an answer that got lost
    if file.case.state not in OPEN:
        raise ReportIsOver
    if number * PART != file.received:
        raise PartOutOfOrder
    if len(content) != size_of_part(number, file.size):
        raise PartHasAnotherSize
    storage.add(file, storage.ORIGINAL, number, content)
    file.received += len(content)
    if number == 0:
        _look(file, content, now)
    if file.state == ARRIVING and file.received == file.size:
        _arrive(file, now)
    file.save()
    return file


def is_news(file: EvidenceFile, now: datetime) -> None:
    """An open page of the case shows that there is something to look at, and opens nothing."""
    for case in Case.objects.filter(pk=file.case_id):
        Case.objects.filter(pk=case.pk).update(changed_at=of_reporter(case, now))


def _case_first(case: Case) -> Case:
    """Before any of its files, as everybody does: nobody waits for each other in a circle."""
    cases = Case.objects.select_for_update(of=("self",)).select_related("key")
    found = cases.filter(pk=case.pk).first()
    if found is None:
        raise NotFound
    return found


def _locked(case: Case, uid: UUID) -> EvidenceFile:
    case = _case_first(case)
    files = EvidenceFile.objects.select_for_update(of=("self",)).select_related("key")
    file = files.filter(case=case, uid=uid).first()
    if file is None:
        raise NotFound
    file.case = case
    return file


def _look(file: EvidenceFile, head: bytes, now: datetime) -> None:
    """What can be told from its beginning is told at its beginning."""
    found = first_look(head)
    file.kind = found.kind
    if found.reason:
        refuse(file, found.reason, now)
    elif found.kind and file.size > LARGEST[found.kind]:
        refuse(file, "too_large", now)


def _arrive(file: EvidenceFile, now: datetime) -> None:
    counted = sha256()
    for content in storage.original_of(file):
        counted.update(content)
    if counted.digest() != bytes(file.sha256):
        refuse(file, "wrong_hash", now)
        return
    file.state, file.try_at = CHECKING, by_the_hour(now)  # at once; the minute says who it was
    is_news(file, now)
    trail.note("file_arrived", file.case, actor=None, now=now, file=str(file.uid))
    publish(FileArrived(file_id=str(file.pk)))


def refuse(file: EvidenceFile, reason: str, now: datetime, *, keep: bool = False) -> None:
    """Not saved here. What is refused is not kept, unless that may be wrong."""
    file.state, file.reason, file.try_at = REFUSED, reason, None
    is_news(file, now)
    if not keep:
        storage.drop(file)
    publish(FileSettled(file_id=str(file.pk)))


@transaction.atomic
def remove(case: Case, *, uid: UUID, now: datetime) -> None:
    """Take it back; what is left says only that a repeat is one.

    Raises CaseIsKept, NotFound and ReportIsOver.
    """
    file = _locked(case, uid)
    if file.state == REMOVED:
        return
    if file.case.state not in OPEN:
        raise ReportIsOver
    if holding.stands(file.case):
        raise CaseIsKept
    storage.drop(file)
    gone = {"name": b"", "sha256": b"", "kind": None, "reason": "", "made_type": ""}
    more = {"state": REMOVED, "made_size": None, "try_at": None}
    EvidenceFile.objects.filter(pk=file.pk).update(**gone, **more)
    is_news(file, now)
    trail.note("file_removed", file.case, actor=None, now=now, file=str(file.uid))
    publish(FileSettled(file_id=str(file.pk)))
