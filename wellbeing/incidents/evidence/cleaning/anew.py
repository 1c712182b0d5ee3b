"""Which reader takes a file, and that it is one file."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Final

from wellbeing.incidents.evidence.cleaning import pdfs, pictures, sounds, texts
from wellbeing.incidents.evidence.cleaning.kinds import first_look
from wellbeing.incidents.evidence.cleaning.made import Made, Refusal
from wellbeing.incidents.evidence.rules import AUDIO, IMAGE, LARGEST, PART, PDF, TEXT

_READERS: Final[dict[str, Callable[[bytes], Made]]] = {
    IMAGE: pictures.draw_anew,
    PDF: pdfs.draw_anew,
    AUDIO: sounds.record_anew,
    TEXT: texts.write_anew,
}
# What another program would take for a file of its own. It looks at the beginning, for archives at
# the end: somewhere in 25 MB of sound four letters stand by chance, once in twenty recordings.
_FOREIGN: Final = (b"<script", b"<html", b"<!doctype html", b"<?php", b"<svg")
_BEGINNING: Final = 4096


def made_anew(content: bytes) -> Made:
    """Raises Refusal."""
    look = first_look(content[:PART])
    if look.kind is None:
        raise Refusal(look.reason or "unknown")
    if len(content) > LARGEST[look.kind]:
        raise Refusal("too_large")
    if look.kind != TEXT and _holds_another(content, look.kind):
        raise Refusal("mixed")
    return _READERS[look.kind](content)


def _holds_another(content: bytes, kind: str) -> bool:
    low = content[:_BEGINNING].lower()
    if any(foreign in low for foreign in _FOREIGN) or zipfile.is_zipfile(BytesIO(content)):
        return True
    return kind != PDF and b"%pdf-" in low
