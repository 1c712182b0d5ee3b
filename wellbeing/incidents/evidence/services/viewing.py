"""That a handler looks at a file: written down in the transaction in which it is found."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID

from django.db import transaction

from accounts.models import User
from wellbeing.core.errors import NotFound
from wellbeing.core.models import AuditEntry
from wellbeing.incidents.evidence.cleaning.binding import NotBoundByUs, jpeg_of, pages_of
from wellbeing.incidents.evidence.errors import LookFirst, NotViewable
from wellbeing.incidents.evidence.models import EvidenceFile
from wellbeing.incidents.evidence.rules import LOOK_LASTS, PDF, VIEWABLE
from wellbeing.incidents.evidence.selectors import file_of, files_of
from wellbeing.incidents.evidence.services import storage
from wellbeing.incidents.models import Case
from wellbeing.incidents.services import looking, trail

_VIEWED: Final = "file_viewed"


@dataclass(frozen=True)
class Viewed:
    file: EvidenceFile
    number: int  # counted from one, in place of its name, which may say too much


@transaction.atomic
def list_files(handler: User, *, id: UUID, now: datetime) -> Case:
    """Their names are opened, and that is written down. Raises CaseHeldElsewhere and NotFound."""
    case = looking.find_to_look(handler, id=id, now=now)
    trail.note("files_listed", case, actor=handler, now=now)
    return case


@transaction.atomic
def view(handler: User, *, id: UUID, uid: UUID, now: datetime) -> Viewed:
    """Raises CaseHeldElsewhere, NotFound and NotViewable."""
    case = looking.find_to_look(handler, id=id, now=now)
    file = file_of(case, uid)
    if file.state != VIEWABLE:
        raise NotViewable
    trail.note(_VIEWED, case, actor=handler, now=now, file=str(uid))
    order = list(files_of(case).values_list("pk", flat=True))
    return Viewed(file, order.index(file.pk) + 1)


@transaction.atomic
def leaf_through(handler: User, *, id: UUID, uid: UUID, now: datetime) -> int:
    """One look at all the pages, of which there are so many; one line tells of it.

    Raises CaseHeldElsewhere, NotFound and NotViewable.
    """
    file = view(handler, id=id, uid=uid, now=now).file
    if file.kind != PDF:
        raise NotFound
    try:
        return pages_of(partial(storage.read_copy, file), file.made_size or 0)
    except NotBoundByUs as fault:
        raise NotViewable from fault


def turn_to(handler: User, *, id: UUID, uid: UUID, number: int, now: datetime) -> bytes:
    """The picture of one page, after a look that was written down.

    Raises CaseHeldElsewhere, LookFirst, NotFound and NotViewable.
    """
    file = _leafed_through(handler, id=id, uid=uid, now=now)
    try:
        return jpeg_of(partial(storage.read_copy, file), file.made_size or 0, number)
    except IndexError as fault:
        raise NotFound from fault
    except NotBoundByUs as fault:
        raise NotViewable from fault


@transaction.atomic
def _leafed_through(handler: User, *, id: UUID, uid: UUID, now: datetime) -> EvidenceFile:
    """For each page anew: who may no longer look turns no page."""
    case = looking.find_to_look(handler, id=id, now=now)
    file = file_of(case, uid)
    if file.state == VIEWABLE and file.kind != PDF:
        raise NotFound
    if file.state != VIEWABLE:
        raise NotViewable
    lines = AuditEntry.objects.filter(chain=case.pk, actor=handler, at__gt=now - LOOK_LASTS)
    if not lines.filter(act=_VIEWED, detail__file=str(uid)).exists():
        raise LookFirst
    return file
