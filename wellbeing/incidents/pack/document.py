"""The case on paper. Of the faces that it needs, the letters that it uses are embedded."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from fpdf import FPDF

from wellbeing.incidents.pack.contents import Fact, Section
from wellbeing.incidents.pack.faces import BOX, Face, faces_for, path_of, printable
from wellbeing.incidents.pack.plain import written

_INK, _SECOND, _LINE = (34, 40, 40), (95, 104, 104), (214, 209, 200)
_MARGIN, _NAMES = 20, 48  # millimetres


class _Paper(FPDF):
    def __init__(self, title: str, now: datetime, faces: Sequence[Face]) -> None:
        super().__init__(format="A4")
        self.set_margin(_MARGIN)
        self.set_auto_page_break(True, margin=_MARGIN)
        self._add_faces(faces)
        self.set_title(title)
        self.set_lang(get_language() or "en")
        self.set_creation_date(now)
        self.set_producer("Aftercall")
        self._title = title
        self.add_page()

    def _add_faces(self, faces: Sequence[Face]) -> None:
        for face in faces:
            for style, file in (("", face.regular), ("B", face.bold)):
                if path := path_of(file):
                    self.add_font(face.name, style, path)
        self._first = faces[0].name
        self.set_fallback_fonts([face.name for face in faces[1:]], exact_match=False)
        self.set_text_shaping(True)  # letters that join, and lines from right to left

    def footer(self) -> None:
        self.set_y(-14)
        self._face(8, _SECOND)
        pages = _("Page %(page)s of %(pages)s") % {"page": self.page_no(), "pages": "{nb}"}
        self.cell(0, 6, self._title)
        self.set_x(_MARGIN)
        self.cell(0, 6, pages, align="R")

    def head(self, title: str, lead: str) -> None:
        self._face(20, _INK, "B")
        self.multi_cell(0, 10, title, new_x="LMARGIN", new_y="NEXT")
        self.lead(lead)

    def lead(self, text: str) -> None:
        self._face(10, _SECOND)
        self.multi_cell(0, 6, text, new_x="LMARGIN", new_y="NEXT")

    def section(self, one: Section) -> None:
        self.ln(5)
        self._face(12, _INK, "B")
        # A title alone at the foot of a page belongs to the next one.
        if self.will_page_break(24):
            self.add_page()
        self.multi_cell(0, 8, one.title, new_x="LMARGIN", new_y="NEXT")
        for fact in one.facts:
            self._fact(fact)
        if one.text:
            self._face(9 if one.small else 10.5, _SECOND if one.small else _INK)
            self.multi_cell(0, 5.5, printable(one.text), align="L", new_x="LMARGIN", new_y="NEXT")

    def _fact(self, fact: Fact) -> None:
        name, value = fact
        if self.will_page_break(14):
            self.add_page()
        self.set_draw_color(*_LINE)
        self.line(_MARGIN, self.y, self.w - _MARGIN, self.y)
        self.ln(1.2)
        page, top = self.page, self.y
        self._face(9, _SECOND)
        self.multi_cell(_NAMES, 5.5, printable(name), align="L", new_x="LMARGIN", new_y="NEXT")
        below = self.y
        self.set_xy(_MARGIN + _NAMES + 4, top)
        self.set_left_margin(_MARGIN + _NAMES + 4)
        self._face(10.5, _INK)
        self.multi_cell(0, 5.5, printable(value) or " ", align="L", new_x="LMARGIN", new_y="NEXT")
        self.set_left_margin(_MARGIN)
        # What runs over onto the next page ends lower than any name.
        bottom = max(self.y, below) if self.page == page else self.y
        self.set_xy(_MARGIN, bottom + 1.2)

    def _face(self, size: float, ink: tuple[int, int, int], style: str = "") -> None:
        self.set_font(self._first, style, size)
        self.set_text_color(*ink)
        self._settle()

    def add_page(self, *args: Any, **more: Any) -> None:
        super().add_page(*args, **more)
        if self.current_font:
            self._settle()

    def _settle(self) -> None:
        """Tell the page before any line does: one that begins in another face tells it for itself
        alone, and the next would be written with the letters of what stood there before."""
        assert self.current_font is not None
        self._out(self._set_font_for_page(self.current_font, self.font_size_pt))


def printed(title: str, lead: str, sections: Sequence[Section], *, now: datetime) -> bytes:
    whole = written(title, lead, sections)
    letters = printable(whole)
    paper = _Paper(title, now, faces_for(set(letters), get_language() or "en"))
    paper.head(title, lead)
    if letters.count(BOX) > whole.count(BOX):
        paper.lead(
            _("%(box)s stands for a letter that has no print here. See case.txt.") % {"box": BOX}
        )
    for one in sections:
        paper.section(one)
    return bytes(paper.output())
