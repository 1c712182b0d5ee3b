"""A PDF of pictures, and its pages out of it again.

What we bound ourselves is opened by counting: no reader of PDF runs where somebody only looks.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

_JPEG: Final = b"\xff\xd8\xff"
_LONGEST_HEAD: Final = 256
_ENTRY: Final = 20  # bytes in the table for each thing
_BEFORE: Final = 2  # things before the first page
_EACH: Final = 3  # things of each page

# Gives so many bytes from there on, or those that are left.
Read = Callable[[int, int], bytes]


class NotBoundByUs(Exception):
    """It is no PDF as `bound` writes it."""


@dataclass(frozen=True)
class Page:
    jpeg: bytes
    dots: tuple[int, int]
    points: tuple[float, float]


def bound(pages: Sequence[Page]) -> bytes:
    """A PDF of pictures. Those who make one for us write their name and the time into it."""
    kids = b" ".join(b"%d 0 R" % (3 + 3 * number) for number in range(len(pages)))
    things = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, len(pages)),
    ]
    for number, page in enumerate(pages):
        things += _things_of(page, 3 + 3 * number)
    return _written(things)


def _things_of(page: Page, first: int) -> list[bytes]:
    (wide, high), (dots_wide, dots_high) = page.points, page.dots
    drawing = b"%.2f 0 0 %.2f 0 0 cm/P Do" % (wide, high)
    return [
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.2f %.2f]/Contents %d 0 R"
        b"/Resources<</XObject<</P %d 0 R>>>>>>" % (wide, high, first + 1, first + 2),
        b"<</Length %d>>stream\n%b\nendstream" % (len(drawing), drawing),
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB"
        b"/BitsPerComponent 8/Filter/DCTDecode/Length %d>>stream\n%b\nendstream"
        % (dots_wide, dots_high, len(page.jpeg), page.jpeg),
    ]


def _written(things: Sequence[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, thing in enumerate(things, start=1):
        places.append(len(out))
        out += b"%d 0 obj%b\nendobj\n" % (number, thing)
    table, count = len(out), len(things) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % count
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (count, table)
    return bytes(out)


def pages_of(read: Read, size: int) -> int:
    """Raises NotBoundByUs."""
    return _table_of(read, size)[1]


def jpeg_of(read: Read, size: int, number: int) -> bytes:
    """The picture of one page, counted from one. Raises NotBoundByUs and IndexError."""
    table, pages = _table_of(read, size)
    if not 1 <= number <= pages:
        raise IndexError(number)
    thing = _BEFORE + _EACH * number
    [place] = _found(rb"(\d{10}) 00000 n \n", read(table + _ENTRY * thing, _ENTRY))
    head = read(place, _LONGEST_HEAD)
    [length] = _found(rb"%d 0 obj<</Type/XObject[^>]*/Length (\d{1,9})>>stream\n" % thing, head)
    jpeg = read(place + head.index(b"stream\n") + len(b"stream\n"), length)
    if len(jpeg) != length or not jpeg.startswith(_JPEG):
        raise NotBoundByUs
    return jpeg


def _table_of(read: Read, size: int) -> tuple[int, int]:
    """Where its first line is, and how many pages it has places for."""
    [start] = _found(rb".*startxref\n(\d{1,9})\n%%EOF\n", read(max(0, size - 64), 64))
    head = read(start, 32)
    [count] = _found(rb"xref\n0 (\d{1,4})\n", head)
    pages, left = divmod(count - 1 - _BEFORE, _EACH)
    if left or pages < 1:
        raise NotBoundByUs
    return start + head.index(b"\n", len(b"xref\n")) + 1, pages


def _found(pattern: bytes, content: bytes) -> list[int]:
    match = re.match(pattern, content, re.DOTALL)
    if match is None:
        raise NotBoundByUs
    return [int(number) for number in match.groups()]
