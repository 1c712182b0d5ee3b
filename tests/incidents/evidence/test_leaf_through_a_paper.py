"""A PDF is read as pictures of its pages: nothing of it is opened by a reader on a desk."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pypdfium2
import pytest
from django.utils import timezone
from PIL import Image

from tests.incidents.evidence.files import hand_in, picture
from tests.incidents.evidence.test_refuse_a_file import paper
from tests.incidents.reports import acknowledged, case_url, handles, reported
from wellbeing.core.models import AuditEntry
from wellbeing.incidents.evidence.cleaning.binding import (
    NotBoundByUs,
    Page,
    bound,
    jpeg_of,
    pages_of,
)
from wellbeing.incidents.evidence.models import EvidenceFile, EvidencePart
from wellbeing.incidents.evidence.rules import LOOK_LASTS
from wellbeing.incidents.evidence.services import checking, storage, viewing


@pytest.fixture
def case(asha, sam):
    return acknowledged(reported(asha), sam)


@pytest.fixture
def letter(case, asha, signed_in):
    """Five pages, checked by now."""
    said = hand_in(signed_in(asha), case.uid, paper(5), name="letter.pdf")
    checking.check(EvidenceFile.objects.get().pk, now=timezone.now())
    return said["id"]


def opened(client, case, file):
    return client.get(case_url(case.pk, f"/files/{file}/pages"))


def turned(client, case, file, page):
    return client.get(case_url(case.pk, f"/files/{file}/pages/{page}"))


def of_bytes(content: bytes):
    return lambda start, length: content[start : start + length]


def drawn(number: int) -> Page:
    """Noise, as large as pages of scans are."""
    image = Image.effect_noise((700 + number, 900), 90).convert("RGB")
    out = BytesIO()
    image.save(out, "JPEG", quality=90)
    return Page(out.getvalue(), image.size, (500, 650))


@pytest.mark.django_db
def test_each_page_is_a_picture(case, letter, sam, signed_in):
    desk = signed_in(sam)

    assert opened(desk, case, letter).json() == {"pages": 5}
    for page in range(1, 6):
        answer = turned(desk, case, letter, page)
        assert answer.status_code == 200
        assert answer["Content-Type"] == "image/jpeg"
        with Image.open(BytesIO(answer.content)) as image:
            image.load()
            assert image.width * image.height > 1_000_000  # sharp enough to read


@pytest.mark.django_db
def test_nothing_in_it_can_run_and_nothing_keeps_it(case, letter, sam, signed_in):
    desk = signed_in(sam)
    opened(desk, case, letter)
    answer = turned(desk, case, letter, 2)

    assert answer["Content-Disposition"] == 'attachment; filename="page-2.jpg"'
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_a_look_is_one_line_however_many_pages_are_turned(case, letter, sam, signed_in):
    desk = signed_in(sam)
    opened(desk, case, letter)
    for page in (1, 2, 5, 2):
        turned(desk, case, letter, page)

    [line] = AuditEntry.objects.filter(act="file_viewed", actor=sam)
    assert line.detail["file"] == str(letter)
    opened(desk, case, letter)
    assert AuditEntry.objects.filter(act="file_viewed", actor=sam).count() == 2


@pytest.mark.django_db
def test_no_page_is_turned_before_a_look_is_written_down(case, letter, sam, signed_in):
    answer = turned(signed_in(sam), case, letter, 1)

    assert (answer.status_code, answer.json()["code"]) == (409, "look_first")


@pytest.mark.django_db
def test_a_look_is_over_after_an_hour(case, letter, sam):
    began = timezone.now()
    asked = {"id": case.pk, "uid": letter, "number": 1}
    assert viewing.leaf_through(sam, id=case.pk, uid=letter, now=began) == 5
    assert viewing.turn_to(sam, **asked, now=began + LOOK_LASTS - timedelta(seconds=1))

    with pytest.raises(viewing.LookFirst):
        viewing.turn_to(sam, **asked, now=began + LOOK_LASTS)


@pytest.mark.django_db
def test_the_look_of_a_colleague_turns_no_page(case, letter, sam, person, organisation, signed_in):
    max_, desk = person("max"), signed_in(sam)
    handles(max_, organisation)
    opened(desk, case, letter)
    colleague = signed_in(max_)

    assert opened(colleague, case, letter).status_code == 409
    assert turned(colleague, case, letter, 1).json()["code"] == "case_held_elsewhere"
    colleague.put(case_url(case.pk, "/holder"))
    assert turned(colleague, case, letter, 1).json()["code"] == "look_first"
    assert turned(desk, case, letter, 1).json()["code"] == "case_held_elsewhere"


@pytest.mark.django_db
def test_for_everybody_else_there_is_nothing(case, letter, asha, tara, mona, signed_in):
    for nobody in (asha, tara, mona):
        client = signed_in(nobody)
        assert opened(client, case, letter).status_code in {403, 404}
        assert turned(client, case, letter, 1).status_code in {403, 404}


@pytest.mark.django_db
def test_whoever_stood_back_turns_no_further_page(case, letter, sam, signed_in):
    desk = signed_in(sam)
    opened(desk, case, letter)
    desk.put(case_url(case.pk, "/distance"))

    assert turned(desk, case, letter, 1).status_code == 404


@pytest.mark.django_db
def test_what_is_not_there_is_not_found(case, letter, ben, sam, signed_in):
    desk, other = signed_in(sam), acknowledged(reported(ben), sam)
    opened(desk, case, letter)

    for page in (0, 6, 60, 10**12):
        assert turned(desk, case, letter, page).status_code == 404
    assert opened(desk, other, letter).status_code == 404
    assert turned(desk, other, letter, 1).status_code == 404
    assert turned(desk, case, uuid4(), 1).status_code == 404


@pytest.mark.django_db
def test_a_picture_has_no_pages_and_a_look_at_them_is_none(case, asha, sam, signed_in):
    said = hand_in(signed_in(asha), case.uid, picture())
    desk = signed_in(sam)
    assert opened(desk, case, said["id"]).json()["code"] == "not_viewable"
    assert turned(desk, case, said["id"], 1).json()["code"] == "not_viewable"
    checking.check(EvidenceFile.objects.get().pk, now=timezone.now())

    assert opened(desk, case, said["id"]).status_code == 404
    assert turned(desk, case, said["id"], 1).status_code == 404
    assert not AuditEntry.objects.filter(act="file_viewed").exists()


@pytest.mark.django_db
def test_a_page_opens_only_the_parts_it_lies_in(case, letter, sam, django_assert_max_num_queries):
    file, pages = EvidenceFile.objects.get(), [drawn(number) for number in range(12)]
    content = bound(pages)
    EvidencePart.objects.filter(file=file, copy=storage.WORKING).delete()
    storage.add_whole(file, storage.WORKING, content)
    EvidenceFile.objects.filter(pk=file.pk).update(made_size=len(content))
    now = timezone.now()
    assert viewing.leaf_through(sam, id=case.pk, uid=letter, now=now) == 12

    assert len(content) > 12 * storage.PART
    with django_assert_max_num_queries(20):
        for_seven = viewing.turn_to(sam, id=case.pk, uid=letter, number=7, now=now)
    assert for_seven == pages[6].jpeg


@pytest.mark.parametrize("count", [1, 2, 60])
def test_what_was_bound_comes_out_as_it_went_in(count):
    page = drawn(0)
    pages = [
        Page(page.jpeg[: 100 + number], (number + 1, 10), (500, 650)) for number in range(count)
    ]
    content = bound(pages)
    read = of_bytes(content)

    assert pages_of(read, len(content)) == count
    found = [jpeg_of(read, len(content), number) for number in range(1, count + 1)]
    assert found == [page.jpeg for page in pages]


def test_other_programs_read_it_too():
    pages = [drawn(number) for number in range(3)]

    with pypdfium2.PdfDocument(bound(pages)) as document:
        assert len(document) == 3
        assert document[1].get_size() == (500, 650)


def test_what_somebody_else_bound_is_not_taken_apart():
    ours = bound([drawn(0)])
    others = [
        b"",
        b"%PDF-1.4\n",
        paper(2),
        ours[:-1],
        ours.replace(b"DCTDecode", b">CTDecode"),
        ours.replace(b"\xff\xd8\xff", b"<scr"),
        ours.replace(b"xref\n0 6", b"xref\n0 7"),
    ]
    for content in others:
        with pytest.raises(NotBoundByUs):
            jpeg_of(of_bytes(content), len(content), 1)
