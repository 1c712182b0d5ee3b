"""What is refused, and why: by what a file is, never by its name."""

import struct
import time
import zipfile
import zlib
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import av
import pytest
from fpdf import FPDF
from PIL import Image

from tests.incidents.evidence.files import picture
from tests.incidents.evidence.samples.sounds import recorded
from wellbeing.incidents.evidence.cleaning.anew import made_anew
from wellbeing.incidents.evidence.cleaning.limits import PIXELS
from wellbeing.incidents.evidence.cleaning.made import Refusal
from wellbeing.incidents.evidence.cleaning.process import CleaningEnded
from wellbeing.incidents.evidence.cleaning.process import made_anew as made_in_its_process
from wellbeing.incidents.evidence.messages import REASONS

NOTES = {"title": "x"}


def archive(name: str = "notes.txt") -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(name, "She wrote again. " * 20)
    return out.getvalue()


def paper(pages: int = 1, **more: str) -> bytes:
    made = FPDF()
    made.set_font("helvetica")
    for _ in range(pages):
        made.add_page()
        made.cell(text="You will be sorry.")
    if more:
        made.set_encryption(**more)
    return bytes(made.output())


def tag_of(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def huge_png(side: int = 50_000) -> bytes:
    """Two and a half thousand million dots in three hundred kilobytes."""
    packer = zlib.compressobj(9)
    line = b"\0" * (side // 8 + 1)
    dots = b"".join(packer.compress(line * 1000) for _ in range(side // 1000)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    parts = tag_of(b"IHDR", head) + tag_of(b"IDAT", dots) + tag_of(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def bare_pdf(page: bytes, stream: bytes, more: bytes = b"") -> bytes:
    return (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R%b>>endobj\n"
        b"4 0 obj<</Length %d%b>>stream\n%b\nendstream endobj\n"
        b"trailer<</Root 1 0 R>>\n%%%%EOF\n" % (page, len(stream), more, stream)
    )


def film() -> bytes:
    out = BytesIO()
    with av.open(out, "w", format="mp4") as tape:
        lens = tape.add_stream("mpeg4", rate=10)
        lens.width, lens.height, lens.pix_fmt = 64, 48, "yuv420p"
        for _ in range(5):
            shown = av.VideoFrame.from_image(Image.new("RGB", (64, 48), "teal"))
            tape.mux(lens.encode(shown))
        tape.mux(lens.encode(None))
    return out.getvalue()


def silence(minutes: int) -> bytes:
    out = BytesIO()
    with av.open(out, "w", format="flac") as tape:
        voice = tape.add_stream("flac", rate=8000, layout="mono")
        for place in range(minutes * 60 * 8000 // 4096 + 1):
            frame = av.AudioFrame(format="s16", layout="mono", samples=4096)
            frame.planes[0].update(b"\0" * 8192)
            frame.rate, frame.pts = 8000, place * 4096
            tape.mux(voice.encode(frame))
        tape.mux(voice.encode(None))
    return out.getvalue()


OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>x()</script></svg>'
REFUSED = {
    "an archive": (archive, "archive"),
    "a letter of an office": (lambda: archive("[Content_Types].xml"), "office"),
    "an old letter of an office": (lambda: OLD_OFFICE + b"\0" * 600, "office"),
    "a photo of a newer phone": (lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heic"),
    "a drawing": (lambda: SVG, "drawing"),
    "a page": (lambda: b"<!DOCTYPE html><title>x</title>", "page"),
    "a program": (lambda: b"MZ\x90\0\x03\0\0\0" + bytes(range(256)), "unknown"),
    "a film": (film, "video"),
    "half a picture": (lambda: picture(size=(300, 300))[:400], "broken"),
    "half a photo": (lambda: picture(size=(300, 300), form="JPEG")[:900], "broken"),
    "a PDF that is none": (lambda: b"%PDF-1.4\nnothing\n%%EOF\n", "broken"),
    "a sound that is none": (lambda: b"OggS" + b"\0" * 900, "broken"),
    "a locked PDF": (lambda: paper(owner_password="o", user_password="u"), "locked"),
    "too many pages": (lambda: paper(61), "too_many_pages"),
    "a photo with an archive behind it": (lambda: picture(form="JPEG") + archive(), "mixed"),
    "a picture with an archive behind it": (lambda: picture() + archive(), "mixed"),
    "a moving picture that is a program too": (
        lambda: b"GIF89a/*\x0a\x00\x00\xff\x00*/=1;alert(1);/*" + b"\0" * 60, "mixed"),
    "a moving picture with a program behind it": (
        lambda: picture(form="GIF") + b"\n=1;alert(1)", "mixed"),
    "a webp with something behind it": (lambda: picture(form="WEBP") + b"evil", "mixed"),
    "a PDF with a page behind it": (lambda: paper() + b"<html><script>x()</script>", "mixed"),
    "a PDF with a picture behind it": (lambda: paper() + picture(), "mixed"),
    "a PDF that an archive is in": (
        lambda: paper() + archive() + b"\n%%EOF", "mixed"),
    "a photo with a page in its notes": (
        lambda: picture(form="JPEG", comment=b"<html><script>x()</script></html>"), "mixed"),
    "a photo with a PDF in its notes": (
        lambda: picture(form="JPEG", comment=b"%PDF-1.4 1 0 obj"), "mixed"),
    "a recording with an archive behind it": (
        lambda: recorded("wav", "pcm_s16le", rate=8000, notes=NOTES) + archive(), "mixed"),
    "text with a zero in it": (lambda: b"she wrote\0again", "unknown"),
    "a picture of 2.5 thousand million dots": (huge_png, "too_many_pixels"),
    "a sheet as large as a town": (
        lambda: bare_pdf(b"/MediaBox[0 0 900000 900000]", b"0 0 m"), "too_many_pixels"),
    "half an hour and a minute": (lambda: silence(31), "too_long"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_for_its_own_reason(what):
    make, reason = REFUSED[what]

    with pytest.raises(Refusal, match=f"^{reason}$"):
        made_anew(make())
    assert str(REASONS[reason])


def test_what_was_only_named_otherwise_is_taken_for_what_it_is():
    assert made_anew(picture(form="WEBP")).type == "image/jpeg"
    assert made_anew(picture()).type == "image/png"


def test_what_newer_phones_put_behind_a_photo_is_left_out():
    behind = picture(3, form="JPEG") + b"\0\0" + picture(4, form="JPEG")

    with_it = made_anew(picture(form="JPEG") + behind)

    assert with_it.content == made_anew(picture(form="JPEG")).content


def test_too_many_frames_are_counted_before_they_are_drawn():
    still = [Image.new("P", (1200, 1200), number) for number in range(40)]
    out = BytesIO()
    still[0].save(out, "GIF", save_all=True, append_images=still[1:])
    assert PIXELS < 1200 * 1200 * 40

    with pytest.raises(Refusal, match="too_many_pixels"):
        made_anew(out.getvalue())


def test_a_page_that_unpacks_without_end_ends_with_its_process():
    """A gigabyte of strokes in three megabytes: it is over soon, and harms nobody."""
    packer = zlib.compressobj(9)
    strokes = b"0 0 m 9 9 l S\n" * 70_000
    packed = b"".join(packer.compress(strokes) for _ in range(1000)) + packer.flush()
    bomb = bare_pdf(b"/MediaBox[0 0 200 200]", packed, b"/Filter/FlateDecode")
    assert len(bomb) < 4 * 1024 * 1024
    began, before = time.monotonic(), _resident()

    with suppress(CleaningEnded, Refusal):
        made_in_its_process(bomb, patience=15)

    assert time.monotonic() - began < 25
    assert _resident() - before < 80 * 1024 * 1024


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


@pytest.mark.parametrize("what", ["a photo with an archive behind it", "a film"])
def test_the_process_says_the_same(what):
    make, reason = REFUSED[what]

    with pytest.raises(Refusal, match=f"^{reason}$"):
        made_in_its_process(make())


def test_the_process_makes_the_same_copy():
    assert made_in_its_process(picture(form="JPEG")) == made_anew(picture(form="JPEG"))
