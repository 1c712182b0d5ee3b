"""Which face has which letters. What none of them has is a box on paper, never nothing."""

import unicodedata
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings
from fontTools.ttLib import TTFont

BOX: Final = "□"
_JOINERS: Final = "\u200c\u200d"  # whether two letters are written as one


@dataclass(frozen=True)
class Face:
    name: str
    regular: str
    bold: str = ""  # for titles, which are our own words


_LATIN: Final = Face("Latin", "NotoSans-Regular.ttf", "NotoSans-Bold.ttf")
_HANS: Final = Face("Hans", "NotoSansHans-Regular.otf", "NotoSansHans-Bold.otf")
_OTHERS: Final = (
    Face("Korean", "NotoSansKR-Regular.otf"),
    Face("Arabic", "NotoNaskhArabic-Regular.ttf"),
    Face("Hebrew", "NotoSansHebrew-Regular.ttf"),
    Face("Emoji", "NotoEmoji_400Regular.ttf"),
)
# Greek, Cyrillic and Devanagari are in the Latin one; kana and traditional signs in the Chinese.
_FACES: Final = (_LATIN, _HANS, *_OTHERS)


def path_of(file: str) -> Path | None:
    """None where an installation has not got it."""
    found = (folder / file for folder in settings.FONTS_DIRS)
    return next((path for path in found if path.is_file()), None)


def faces_for(letters: Set[str], language: str) -> list[Face]:
    """The one of the language first; of the others those that have what none before has."""
    first, second = (_HANS, _LATIN) if language.startswith("zh") else (_LATIN, _HANS)
    there = [face for face in (first, second, *_OTHERS) if _letters_of(face)]
    chosen, left = there[:1], {ord(letter) for letter in letters} - _letters_of(there[0])
    for face in there[1:]:
        if left & _letters_of(face):
            chosen.append(face)
            left -= _letters_of(face)
    return chosen


def printable(text: str) -> str:
    """As it can be printed: letters that are put together of several, and boxes."""
    return "".join(_printed(unicodedata.normalize("NFC", text.replace("\r\n", "\n"))))


def _printed(text: str) -> Iterator[str]:
    known = _letters()
    for letter in text:
        kind = unicodedata.category(letter)
        if letter in _JOINERS or letter == "\n":
            yield letter
        elif letter == "\t" or kind in {"Zl", "Zp"}:
            yield " "
        elif ord(letter) in known and kind not in {"Cc", "Cf"}:
            yield letter
        elif kind == "Zs":
            yield " "
        elif not _is_unseen(letter, kind):
            yield BOX


def _is_unseen(letter: str, kind: str) -> bool:
    """It says how its neighbours look or which way they run, and is nothing itself."""
    return kind == "Cf" or "\ufe00" <= letter <= "\ufe0f"


@cache
def _letters() -> frozenset[int]:
    return frozenset().union(*(_letters_of(face) for face in _FACES))


@cache
def _letters_of(face: Face) -> frozenset[int]:
    path = path_of(face.regular)
    if path is None:
        return frozenset()
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())
