"""The sealed parts of a file; never more than one of them is held open."""

from collections.abc import Iterator

from wellbeing.core.sealing import open_bytes, open_sealed, seal_bytes
from wellbeing.incidents.evidence.models import EvidenceFile, EvidencePart
from wellbeing.incidents.evidence.rules import PART, parts_of

ORIGINAL, WORKING = EvidencePart.Copy.ORIGINAL, EvidencePart.Copy.WORKING


def add(file: EvidenceFile, copy: str, number: int, content: bytes) -> None:
    part = EvidencePart(file=file, copy=copy, number=number)
    part.sealed = seal_bytes(file.key, content, place=part.place)
    part.save(force_insert=True)


def add_whole(file: EvidenceFile, copy: str, content: bytes) -> None:
    for number in range(parts_of(len(content))):
        add(file, copy, number, content[number * PART : (number + 1) * PART])


def drop(file: EvidenceFile) -> None:
    """The original and whatever was made of it."""
    EvidencePart.objects.filter(file=file).delete()


def original_of(file: EvidenceFile) -> Iterator[bytes]:
    """As it was handed in; nothing where it was not kept."""
    return _read(file, ORIGINAL)


def working_copy_of(file: EvidenceFile) -> Iterator[bytes]:
    return _read(file, WORKING)


def name_of(file: EvidenceFile) -> str:
    """As the reporter's device calls it; it may say more than they think."""
    return open_sealed(file.key, bytes(file.name), place=file.name_place)


def read_copy(file: EvidenceFile, start: int, length: int) -> bytes:
    """So many bytes of the copy, or those that are left; only the parts they lie in are opened."""
    numbers = range(start // PART, parts_of(start + length))
    found = b"".join(_part(file, WORKING, number) or b"" for number in numbers)
    return found[start % PART :][:length]


def _read(file: EvidenceFile, copy: str) -> Iterator[bytes]:
    # One query for each part: a cursor that stays open would hold back a writer.
    number = 0
    while (part := _part(file, copy, number)) is not None:
        yield part
        number += 1


def _part(file: EvidenceFile, copy: str, number: int) -> bytes | None:
    part = EvidencePart.objects.filter(file=file, copy=copy, number=number).first()
    return open_bytes(file.key, bytes(part.sealed), place=part.place) if part else None
