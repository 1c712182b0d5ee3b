"""PDF with what can stand in one beside its pages; and text with marks that nobody sees."""

from datetime import UTC, datetime
from random import Random

from fpdf import FPDF

from tests.incidents.evidence.samples.planted import Sample, word


def pdf(number: int, chance: Random) -> Sample:
    planted, paper = word(number), FPDF()
    paper.set_author(planted)
    paper.set_title(f"Letter {planted}")
    paper.set_keywords(planted)
    paper.set_creator(planted)
    paper.set_creation_date(datetime(2026, 11, 2, tzinfo=UTC))
    paper.set_font("helvetica", size=14)
    for page in range(chance.randrange(1, 4)):
        paper.add_page()
        paper.cell(text=f"You will be sorry, page {page}.")
        if chance.random() < 0.5:
            paper.text_annotation(60, 60, f"note {planted}")
        if chance.random() < 0.3:
            paper.cell(text="click", link=f"https://{planted}.invalid/")
    if chance.random() < 0.4:
        attached = {"basename": f"{planted}.txt", "bytes": planted.encode()}
        paper.embed_file(desc=planted, **attached)
    content = bytes(paper.output())
    if chance.random() < 0.4:
        content = _with_program(content, planted)
    return Sample(f"{number}.pdf", content, planted)


def _with_program(content: bytes, planted: str) -> bytes:
    """What runs as it is opened, of the same length as what it takes the place of."""
    begin = content.rindex(b"/OpenAction")
    end = content.index(b"]", begin) + 1
    program = b"/OpenAction<</S/JavaScript/JS(x)>>"
    spare = end - begin - len(program)
    return content if spare < 0 else content[:begin] + program + b" " * spare + content[end:]


def text(number: int, chance: Random) -> Sample:
    """exiftool tells of a mark at its beginning."""
    lines = ["She wrote:", "I know \u202ewhere\u202c you park.", "\u200f!", "Grüße, привет, 你好"]
    chance.shuffle(lines)
    code = chance.choice(("utf-8-sig", "utf-16"))
    return Sample(f"{number}.txt", "\r\n".join(lines).encode(code), "Yes")
