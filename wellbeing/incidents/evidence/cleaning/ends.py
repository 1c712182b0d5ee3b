"""Where a picture ends. What comes after it would be another file, which nobody saw."""

import re
from typing import Final

from wellbeing.incidents.evidence.cleaning.made import Refusal

_PADDING: Final = re.compile(rb"[\0 \t\r\n]*")
_MOST_BEHIND: Final = 16  # pictures behind a JPEG; phones put two or three there
_ALONE: Final = frozenset((0x01, *range(0xD0, 0xD8)))  # markers of JPEG without a length


def must_end(content: bytes) -> None:
    """Raises Refusal where something follows, or where it never ends."""
    if content.startswith(b"\x89PNG"):
        end = _end_of_png(content)
    elif content.startswith(b"GIF8"):
        end = _end_of_gif(content)
    elif content.startswith(b"RIFF"):
        end = 8 + int.from_bytes(content[4:8], "little")
    else:
        end = _end_of_jpegs(content)
    if end > len(content) + 1:  # RIFF counts a byte that fills up to an even number
        raise Refusal("broken")
    if _padded(content, end) < len(content):
        raise Refusal("mixed")


def _padded(content: bytes, at: int) -> int:
    """Where something follows, without a copy of the rest each time that it is asked."""
    found = _PADDING.match(content, at)
    return found.end() if found else at


def _end_of_png(content: bytes) -> int:
    at = 8
    while at + 12 <= len(content):
        length, name = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        at += 12 + length
        if name == b"IEND":
            return at
    raise Refusal("broken")


def _end_of_jpegs(content: bytes) -> int:
    """Phones put a small picture, or the brightness of the sky, behind the first as a second."""
    at = _end_of_jpeg(content, 0)
    for _ in range(_MOST_BEHIND):
        following = _padded(content, at)
        if not content.startswith(b"\xff\xd8\xff", following):
            break
        at = _end_of_jpeg(content, following)
    return at


def _end_of_jpeg(content: bytes, start: int) -> int:
    at = start + 2
    while at + 2 <= len(content):
        if content[at] != 0xFF:
            raise Refusal("broken")
        marker = content[at + 1]
        if marker == 0xD9:
            return at + 2
        if marker == 0xFF or marker in _ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if marker == 0xDA:
            at = _after_the_scan(content, at)
    raise Refusal("broken")


def _after_the_scan(content: bytes, at: int) -> int:
    """The next marker that is no part of the coded picture."""
    while (at := content.find(b"\xff", at)) >= 0 and at + 1 < len(content):
        if content[at + 1] not in (0x00, *range(0xD0, 0xD8)):
            return at
        at += 2
    raise Refusal("broken")


def _end_of_gif(content: bytes) -> int:
    if content[6:8] == b"/*" or len(content) < 13:  # a width that begins a comment of a program
        raise Refusal("mixed")
    at = 13 + _palette(content[10])
    while at < len(content):
        block = content[at]
        if block == 0x3B:
            return at + 1
        if block == 0x2C and at + 10 < len(content):
            at = _after_blocks(content, at + 11 + _palette(content[at + 9]))
        elif block == 0x21:
            at = _after_blocks(content, at + 2)
        else:
            break
    raise Refusal("broken")


def _palette(flags: int) -> int:
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _after_blocks(content: bytes, at: int) -> int:
    while at < len(content) and content[at]:
        at += 1 + content[at]
    return at + 1
