"""A ZIP that is made while it is sent: nothing of it is ever stored, here or on a disk."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.db import transaction

from accounts.models import User
from wellbeing.incidents.evidence.models import EvidenceFile
from wellbeing.incidents.evidence.rules import VIEWABLE, ending_of_copy, ending_of_original
from wellbeing.incidents.evidence.selectors import files_of, whole_of
from wellbeing.incidents.evidence.services import storage
from wellbeing.incidents.models import Case
from wellbeing.incidents.pack.contents import Teller
from wellbeing.incidents.pack.plain import written
from wellbeing.incidents.services import handling
from wellbeing.incidents.services.trail import note

Entry = tuple[str, Iterable[bytes]]


@dataclass(frozen=True)
class Pack:
    """`name` says nothing of what it is about."""

    name: str
    parts: Iterator[bytes]


@transaction.atomic
def for_handler(handler: User, *, id: UUID, now: datetime) -> Pack:
    """With our copies of what was handed in, and where somebody signed with that itself: what a
    phone writes into its files says whose it is. Raises CaseHeldElsewhere and NotFound."""
    case = handling.find_held(handler, id=id, now=now)
    note("case_pack_made", case, actor=handler, now=now)
    return _packed(Teller(case, now, for_reporter=False))


@transaction.atomic
def for_reporter(case: Case, *, now: datetime) -> Pack:
    """With what they handed in themselves."""
    note("case_pack_made", case, actor=None, now=now)
    return _packed(Teller(case, now, for_reporter=True))


def _packed(teller: Teller) -> Pack:
    # It brings fonts, pictures and numpy, which a node that prints nothing need not hold.
    from wellbeing.incidents.pack.document import printed

    # What is not looked through, or was refused, goes to nobody but whoever handed it in.
    viewable = files_of(teller.case).filter(state=VIEWABLE)
    files = list(whole_of(teller.case) if teller.for_reporter else viewable)
    # Before the first byte leaves: words of the asker's language, and the case as it is now.
    told = (teller.title(), teller.lead(), list(teller.sections(files)))
    paper, plain = printed(*told, now=teller.now), written(*told).encode()
    entries: list[Entry] = [("case.pdf", [paper]), ("case.txt", [plain])]
    for number, file in enumerate(files, start=1):
        entries += _entries(number, file, teller)
    return Pack(f"aftercall-{teller.case.number}.zip", _zipped(entries, teller.now))


def _entries(number: int, file: EvidenceFile, teller: Teller) -> Iterator[Entry]:
    """Neutral names: what a phone calls its pictures may say more than somebody thinks."""
    if teller.has_originals:
        yield f"files/{number}-original{_ending(file)}", storage.original_of(file)
    if file.state == VIEWABLE and not teller.for_reporter:
        copy = f"files/{number}-copy.{ending_of_copy(file.made_type)}"
        yield copy, storage.working_copy_of(file)


def _ending(file: EvidenceFile) -> str:
    """None before it is known what it is."""
    return f".{ending_of_original(file.kind, storage.name_of(file))}" if file.kind else ""


def _zipped(entries: Iterable[Entry], now: datetime) -> Iterator[bytes]:
    sink, hashes = _Sink(), []
    with ZipFile(sink, "w") as archive:
        for name, parts in entries:
            digest = sha256()
            info = ZipInfo(name, now.timetuple()[:6])
            info.compress_type = ZIP_DEFLATED if name.startswith("case.") else ZIP_STORED
            with archive.open(info, "w") as out:
                for part in parts:
                    digest.update(part)
                    out.write(part)
                    yield sink.taken()
            hashes.append(f"{digest.hexdigest()}  {name}\n")
        archive.writestr(ZipInfo("hashes.txt", now.timetuple()[:6]), "".join(hashes))
    yield sink.taken()


class _Sink(io.RawIOBase):
    """Where the archive writes to, and from where it is taken at once."""

    def __init__(self) -> None:
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, content: object) -> int:
        piece = bytes(memoryview(content))  # type: ignore[arg-type]
        self._held += piece
        return len(piece)

    def taken(self) -> bytes:
        piece = bytes(self._held)
        self._held.clear()
        return piece
