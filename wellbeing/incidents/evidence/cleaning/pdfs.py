"""The pages of a PDF as pictures, bound anew: no program, no link, no attachment, no author."""

from io import BytesIO
from typing import Any, Final

import pypdfium2

from wellbeing.incidents.evidence.cleaning.binding import Page, bound
from wellbeing.incidents.evidence.cleaning.limits import PAGE_PIXELS, PAGES
from wellbeing.incidents.evidence.cleaning.made import Made, Refusal
from wellbeing.incidents.evidence.rules import PDF

_SHARP: Final = 170 / 72  # dots for each point
_LONGEST_SIDE: Final = 14_400  # points, as the format has it
_PADDING: Final = b"\0 \t\r\n"
_END: Final = b"%%EOF"


def draw_anew(content: bytes) -> Made:
    """Raises Refusal."""
    end = content.rfind(_END)
    if end < 0:
        raise Refusal("broken")
    if content[end + len(_END) :].strip(_PADDING):
        raise Refusal("mixed")
    return Made(PDF, "application/pdf", bound(_pages(content)))


def _pages(content: bytes) -> list[Page]:
    try:
        with pypdfium2.PdfDocument(content) as document:
            if len(document) > PAGES:
                raise Refusal("too_many_pages")
            pages = [_page(document[number]) for number in range(len(document))]
    except pypdfium2.PdfiumError as fault:
        raise Refusal("locked" if "assword" in str(fault) else "broken") from fault
    if not pages:
        raise Refusal("broken")
    return pages


def _page(page: Any) -> Page:
    width, height = page.get_size()
    if not (1 <= width <= _LONGEST_SIDE and 1 <= height <= _LONGEST_SIDE):
        raise Refusal("too_many_pixels")
    sharp = min(_SHARP, (PAGE_PIXELS / (width * height)) ** 0.5)
    image = page.render(scale=sharp, may_draw_forms=False).to_pil().convert("RGB")
    page.close()
    out = BytesIO()
    image.save(out, "JPEG", quality=80)
    return Page(out.getvalue(), image.size, (width, height))
