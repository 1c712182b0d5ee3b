"""Whatever somebody writes is on the paper, or a box is, and all of it is beside it as text."""

import io
import unicodedata
import zipfile
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from django.utils import timezone

from tests.incidents.pack.test_take_a_case_along import text_of
from tests.incidents.reports import acknowledged, reported
from wellbeing.incidents.pack import faces, making

pytestmark = pytest.mark.django_db

SCRIPTS = {
    "letters of our own": "Office: he said it first.",
    "Polish, Turkish and Vietnamese": "Zażółć gęślą jaźń, ığdır, nghệ sữa",
    "Cyrillic": "Он сказал, что знает, где я паркуюсь. Їжак ў",
    "Greek": "Είπε ότι ξέρει πού παρκάρω.",
    "simplified Chinese": "他说他知道我把车停在哪里。",
    "traditional Chinese": "他說他知道我把車停在哪裡。",
    "Japanese": "彼は知っていると言った。カメラ",
    "Korean": "그는 내가 주차하는 곳을 안다고 했다.",
    "Arabic": "قال إنه يعرف أين أوقف سيارتي",
    "Hebrew": "הוא אמר שהוא יודע איפה אני חונה",
    "Hindi": "वह जानता है",
    "emoji": "🙂 😡 👍🏽",
}


@pytest.fixture
def packed(asha, sam):
    def of(story: str) -> dict[str, bytes]:
        case = acknowledged(reported(asha, story=story), sam)
        content = b"".join(making.for_handler(sam, id=case.pk, now=timezone.now()).parts)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    return of


def test_ten_scripts_and_more_are_printed(packed, tmp_path):
    pdf = packed("\n".join(SCRIPTS.values()))["case.pdf"]

    (tmp_path / "scripts.pdf").write_bytes(pdf)
    text = text_of(pdf)
    for script, told in SCRIPTS.items():
        assert told in text, script
    assert faces.BOX not in text
    assert "case.txt" not in text


def test_what_has_no_print_is_a_box_and_the_page_says_where_it_stands(packed):
    files = packed("He wrote ქართული and more.")

    text = text_of(files["case.pdf"])
    assert f"He wrote {faces.BOX * 7} and more." in text
    assert f"{faces.BOX} stands for a letter that has no print here. See case.txt." in text
    assert "He wrote ქართული and more." in files["case.txt"].decode()


def test_the_text_has_all_that_the_paper_says(packed):
    files = packed("One.\nTwo: żółć, 한국어, 🙂.")

    text = files["case.txt"].decode()
    assert "    One.\n    Two: żółć, 한국어, 🙂.\n" in text
    printed = "".join(text_of(files["case.pdf"]).split())
    assert printed.startswith("".join(text.split("\n\n")[0].split()))
    for line in text.splitlines():
        assert "".join(line.split()) in printed, line
    assert "  case.txt\n" in files["hashes.txt"].decode()


def test_nobody_writes_a_title_of_ours(packed):
    text = packed("Nothing.\n\nOutcome\n\nShe took it all back.")["case.txt"].decode()

    assert "\nOutcome\n" not in text
    assert "\n    Outcome\n" in text


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        (unicodedata.normalize("NFD", "żółć 한국어"), "żółć 한국어"),
        ("one\ttwo\u2028three", "one two three"),
        ("so\u00adft, sh\u2060e", "soft, she"),
        ("one\r\ntwo", "one\ntwo"),
        ("\x07", faces.BOX),
    ],
)
def test_what_is_not_seen_is_no_box(written, printed):
    assert faces.printable(written) == printed


def test_a_plain_case_is_small(packed):
    files = packed("He shouted that he knows where I park.")

    assert len(files["case.pdf"]) < 60_000


def test_without_the_other_faces_it_is_printed_all_the_same(packed, settings):
    faces._letters.cache_clear()
    faces._letters_of.cache_clear()
    settings.FONTS_DIRS = settings.FONTS_DIRS[:2]
    try:
        text = text_of(packed("She wrote 안녕.")["case.pdf"])
    finally:
        faces._letters.cache_clear()
        faces._letters_of.cache_clear()
    assert f"She wrote {faces.BOX * 2}." in text


def test_letters_of_another_face_change_no_others(packed):
    """The line after one that begins in another face is as large, on the next page too."""
    lines = ("그는 안다고", "He knows.")

    with pypdfium2.PdfDocument(packed("\n".join(lines * 40))["case.pdf"]) as paper:
        assert len(paper) > 2
        sizes = [size for page in paper for line in lines for size in sizes_of(page, line)]

    assert len(sizes) == 80
    assert {round(size, 2) for size in sizes} == {10.5}


def sizes_of(page: pypdfium2.PdfPage, line: str) -> Iterator[float]:
    text = page.get_textpage()
    search = text.search(line)
    while hit := search.get_next():
        yield pdfium.FPDFText_GetFontSize(text.raw, hit[0])
