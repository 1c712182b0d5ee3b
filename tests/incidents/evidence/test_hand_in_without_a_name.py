"""Nobody signs: the receipt in the body of each request is all there is."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.incidents.evidence.files import announced, noise, part, picture
from tests.incidents.reports import ANONYMOUS, receipt, said
from tests.people import ApiClient
from wellbeing import privacy
from wellbeing.incidents.evidence.models import EvidenceFile, EvidencePart
from wellbeing.incidents.evidence.rules import PART, UNFINISHED_KEPT, UNSEEN_TOGETHER, parts_of
from wellbeing.incidents.services import handling

pytestmark = pytest.mark.django_db

FILES, PARTS = "/api/v1/receipt-files", "/api/v1/receipt-parts"
LISTS, REMOVALS = "/api/v1/receipt-file-lists", "/api/v1/receipt-file-removals"


@pytest.fixture
def reported(stranger):
    stranger.post(ANONYMOUS, said(receipt=receipt()))


def announce(client, content, file, by=None):
    body = announced(content) | {"receipt": by or receipt(), "id": str(file)}
    return client.post(FILES, body)


def send(client, content, file, number, by=None):
    form = {
        "receipt": by or receipt(), "file": str(file), "number": number,
        "part": SimpleUploadedFile("part", part(content, number)),
    }  # fmt: skip
    return client.post(PARTS, form, format="multipart")


def test_it_arrives_part_by_part_from_anywhere(stranger, reported):
    content, file = noise(), uuid4()
    assert announce(stranger, content, file).json()["received"] == 0

    for number in range(parts_of(len(content))):
        answer = send(ApiClient(), content, file, number)

    assert answer.json()["state"] == "checking"
    [listed] = stranger.post(LISTS, {"receipt": receipt()}).json()["results"]
    assert (listed["id"], listed["received"]) == (str(file), len(content))


def test_each_repeat_changes_nothing(stranger, reported):
    content, file = noise(), uuid4()
    for _ in range(2):
        announce(stranger, content, file)
        codes = {send(stranger, content, file, number).status_code for number in (0, 0, 1)}

    assert codes == {200}
    assert EvidenceFile.objects.get().received == 2 * PART
    assert EvidencePart.objects.count() == 2


def test_it_can_be_taken_back(stranger, reported):
    content, file = picture(), uuid4()
    announce(stranger, content, file), send(stranger, content, file, 0)

    gone = stranger.post(REMOVALS, {"receipt": receipt(), "id": str(file)})

    assert gone.status_code == 204
    assert stranger.post(LISTS, {"receipt": receipt()}).json()["results"] == []


def test_a_receipt_that_opens_nothing_takes_nothing(stranger, reported):
    content, file = picture(), uuid4()

    assert announce(stranger, content, file, by=receipt(3)).status_code == 404
    assert send(stranger, content, file, 0, by=receipt(3)).status_code == 404


def test_another_receipt_does_not_find_the_file(stranger, reported):
    stranger.post(ANONYMOUS, said(receipt=receipt(3)))
    content, file = picture(), uuid4()
    announce(stranger, content, file)

    assert send(stranger, content, file, 0, by=receipt(3)).status_code == 404


def test_a_body_larger_than_a_part_is_not_read(stranger, reported):
    content, file = noise(), uuid4()
    announce(stranger, content, file)
    form = {
        "receipt": receipt(), "file": str(file), "number": 0,
        "part": SimpleUploadedFile("part", b"x" * (2 * PART)),
    }  # fmt: skip

    assert stranger.post(PARTS, form, format="multipart").status_code == 400


def test_no_session_is_looked_at_and_none_begins(asha, signed_in, reported):
    content, file = picture(), uuid4()
    answer = announce(signed_in(asha), content, file)

    assert answer.status_code == 200
    assert not answer.cookies
    assert EvidenceFile.objects.get().case.reporter is None


def test_strangers_fill_no_disk_before_somebody_has_read_what_they_report(stranger, reported, sam):
    content, half = noise(1), UNSEEN_TOGETHER // 2 - 1
    for file in (uuid4(), uuid4()):
        announce(stranger, content, file)
    EvidenceFile.objects.update(size=half, received=half)
    stranger.post(ANONYMOUS, said(receipt=receipt(3)))

    refused = announce(stranger, content, uuid4(), by=receipt(3))
    assert (refused.status_code, refused.json()["code"]) == (409, "no_room_yet")

    handling.acknowledge(sam, id=EvidenceFile.objects.all()[0].case_id, now=timezone.now())
    assert announce(stranger, content, uuid4(), by=receipt(3)).status_code == 200


def test_what_a_stranger_never_finished_goes_after_a_week(stranger, reported):
    content, file = noise(), uuid4()
    announce(stranger, content, file), send(stranger, content, file, 0)

    privacy.expire(timezone.now() + UNFINISHED_KEPT)

    assert not EvidenceFile.objects.exists()
    assert not EvidencePart.objects.exists()
