"""Text written down anew: letters alone, none that hides others or turns them round."""

import codecs
import unicodedata
from typing import Final

from wellbeing.incidents.evidence.cleaning.limits import LETTERS
from wellbeing.incidents.evidence.cleaning.made import Made, Refusal
from wellbeing.incidents.evidence.rules import TEXT

_KEPT: Final = frozenset("\n\t")
# They turn the direction of what follows, or stand between letters and are seen by nobody.
_UNSEEN: Final = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufff9\ufffa\ufffb"
)


def write_anew(content: bytes) -> Made:
    """Raises Refusal."""
    try:
        text = _decoded(content)
    except UnicodeDecodeError as fault:
        raise Refusal("unknown") from fault
    if "\0" in text or len(text) > LETTERS:
        raise Refusal("unknown")
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    clean = "".join(letter for letter in lines if _is_seen(letter))
    return Made(TEXT, "text/plain; charset=utf-8", clean.encode())


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16")
    return content.decode()


def _is_seen(letter: str) -> bool:
    return letter in _KEPT or (letter not in _UNSEEN and unicodedata.category(letter) != "Cc")
