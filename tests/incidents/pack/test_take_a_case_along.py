"""Everything about one case in one file, for whoever reported it and whoever holds it."""

import io
import zipfile
from hashlib import sha256

import pypdfium2
import pytest
from django.utils import timezone, translation

from tests.incidents.reports import (
    ANONYMOUS,
    STORY,
    acknowledged,
    case_url,
    handles,
    receipt,
    reported,
    said,
    url,
)
from tests.people import ApiClient
from wellbeing.core.chain import head_of
from wellbeing.core.models import AuditEntry
from wellbeing.incidents.models import Case
from wellbeing.incidents.pack import making
from wellbeing.incidents.services import handling, writing

pytestmark = pytest.mark.django_db


def opened(response) -> dict[str, bytes]:
    content = b"".join(response.streaming_content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def text_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_range() for page in pages)
    return text.replace("\r\n", "\n")


def test_whoever_holds_it_takes_it_along_and_that_is_written_down(asha, sam, signed_in):
    case = reported(asha, reference="A-1047", acts=["boundary", "ended"])
    acknowledged(case, sam)

    response = signed_in(sam).get(case_url(case.pk, "/pack"))

    files = opened(response)
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Disposition"] == f'attachment; filename="aftercall-{case.number}.zip"'
    text = text_of(files["case.pdf"])
    for told in (case.number, STORY, "A-1047", "Named the boundary", "Sam"):
        assert told in text, told
    assert AuditEntry.objects.about(asha.pk).filter(act="case_pack_made", actor=sam).count() == 1
    number, head = head_of(case.pk)
    assert f"number {number}" in text
    assert head in text.replace("\n", "")


def test_each_file_is_named_with_its_hash(asha, sam, signed_in):
    case = acknowledged(reported(asha), sam)

    files = opened(signed_in(sam).get(case_url(case.pk, "/pack")))

    lines = files.pop("hashes.txt").decode().splitlines()
    assert lines == [f"{sha256(content).hexdigest()}  {name}" for name, content in files.items()]


def test_whoever_reported_has_their_own(asha, sam, ben, signed_in):
    case = acknowledged(reported(asha), sam)
    writing.write_to_reporter(sam, id=case.pk, uid=case.pk, text="Who?", now=timezone.now())
    handling.close(sam, id=case.pk, outcome="We wrote to them.", now=timezone.now())

    text = text_of(opened(signed_in(asha).get(url(case.uid, "/pack")))["case.pdf"])

    for told in (STORY, "Who?", "We wrote to them."):
        assert told in text, told
    assert signed_in(ben).get(url(case.uid, "/pack")).status_code == 404
    assert AuditEntry.objects.get(act="case_pack_made").actor is None


def test_a_receipt_opens_its_pack(organisation):
    client = ApiClient()
    client.post(ANONYMOUS, said() | {"receipt": receipt()})

    files = opened(client.post("/api/v1/receipt-packs", {"receipt": receipt()}))

    assert STORY in text_of(files["case.pdf"])
    assert client.post("/api/v1/receipt-packs", {"receipt": receipt(3)}).status_code == 404


def test_nobody_else_takes_it_along(asha, sam, person, organisation, signed_in):
    max_, case = person("max"), acknowledged(reported(asha), sam)
    handles(max_, organisation)

    refused = signed_in(max_).get(case_url(case.pk, "/pack"))

    assert (refused.status_code, refused.json()["code"]) == (409, "case_held_elsewhere")
    assert "Sam" in refused.json()["message"]


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "What was said"), ("ru", "Что было сказано"), ("zh-hans", "说了什么")],
)
def test_it_speaks_the_language_of_who_asks(language, words, asha, sam, tmp_path):
    story = "Он сказал, что знает, где я паркуюсь. 他说他知道我把车停在哪里。"
    case = acknowledged(reported(asha, story=story, kinds=["threat", "insult"]), sam)

    with translation.override(language):
        pack = making.for_handler(sam, id=case.pk, now=timezone.now())
        content = b"".join(pack.parts)

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        pdf = archive.read("case.pdf")
    (tmp_path / f"{language}.pdf").write_bytes(pdf)
    text = text_of(pdf)
    assert words in text
    for told in ("паркуюсь", "他知道"):
        assert told in text


def test_a_long_story_runs_over_pages_and_loses_nothing(asha, sam):
    story = "\n".join(f"Line {number} of what was said." for number in range(250))
    case = acknowledged(reported(asha, story=story), sam)

    content = b"".join(making.for_handler(sam, id=case.pk, now=timezone.now()).parts)

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = text_of(archive.read("case.pdf"))
    assert all(f"Line {number} of" in text for number in range(250))


def test_what_was_taken_back_has_no_words(asha, signed_in):
    case = reported(asha)
    phone = signed_in(asha)
    phone.delete(url(case.uid))

    text = text_of(opened(phone.get(url(case.uid, "/pack")))["case.pdf"])

    assert STORY not in text
    assert Case.objects.get().key is None
