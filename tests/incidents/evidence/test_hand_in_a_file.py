"""A file comes in parts, over lines that break; what is acknowledged is stored."""

from uuid import uuid4

import pytest
from django.utils import timezone

from tests.incidents.evidence.files import (
    announce,
    announced,
    file_url,
    files,
    hand_in,
    noise,
    picture,
    send,
)
from tests.incidents.reports import acknowledged, reported, url
from wellbeing.core.models import DataKey, OutboxEvent
from wellbeing.incidents.evidence.models import EvidenceFile, EvidencePart
from wellbeing.incidents.evidence.rules import PART
from wellbeing.incidents.evidence.services import original_of
from wellbeing.incidents.services import handling
from wellbeing.incidents.services.reporting import withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(asha):
    return reported(asha)


@pytest.fixture
def phone(asha, signed_in):
    return signed_in(asha)


def test_part_by_part_it_arrives_as_it_was(phone, case):
    content = noise()

    said = hand_in(phone, case.uid, content, name="chat.txt")

    assert (said["state"], said["received"], said["name"]) == ("checking", len(content), "chat.txt")
    assert b"".join(original_of(EvidenceFile.objects.get())) == content
    assert OutboxEvent.objects.filter(name="FileArrived").count() == 1


def test_it_says_how_much_is_stored_so_that_a_phone_goes_on_from_there(phone, case):
    content = noise()
    file, first = announce(phone, case.uid, content)
    assert first.json()["received"] == 0
    send(phone, case.uid, file, content, 0)

    _, again = announce(phone, case.uid, content, file=file)

    assert again.json()["received"] == PART
    assert files(phone, case.uid)[0]["received"] == PART


def test_each_repeat_changes_nothing(phone, case):
    content = noise()
    file, _ = announce(phone, case.uid, content)
    for number in (0, 0, 1, 0, 1, 2, 2, 0):
        answer = send(phone, case.uid, file, content, number)
        assert answer.status_code == 200

    assert (answer.json()["state"], answer.json()["received"]) == ("checking", len(content))
    assert EvidencePart.objects.count() == 3
    assert OutboxEvent.objects.filter(name="FileArrived").count() == 1


def test_a_part_too_early_is_not_taken(phone, case):
    content = noise()
    file, _ = announce(phone, case.uid, content)

    answer = send(phone, case.uid, file, content, 1)

    assert (answer.status_code, answer.json()["code"]) == (409, "part_out_of_order")
    assert files(phone, case.uid)[0]["received"] == 0


@pytest.mark.parametrize("body", [b"", b"short", b"x" * (PART + 1)])
def test_a_part_that_is_not_whole_is_not_taken(body, phone, case):
    content = noise()
    file, _ = announce(phone, case.uid, content)

    answer = phone.generic(
        "PUT", file_url(case.uid, file, "/parts/0"), body, content_type="application/octet-stream"
    )

    assert (answer.status_code, answer.json()["code"]) == (422, "part_has_another_size")
    assert not EvidencePart.objects.exists()


def test_what_arrives_otherwise_than_it_was_sent_is_refused_and_not_kept(phone, case):
    content = noise(0.5)
    file, _ = announce(phone, case.uid, content[:-1] + b"?")

    said = send(phone, case.uid, file, content, 0).json()

    assert said["state"] == "refused"
    assert "once more" in said["reason"]
    assert not EvidencePart.objects.exists()
    assert hand_in(phone, case.uid, content)["state"] == "checking"  # under a new id


def test_content_and_name_are_sealed(phone, case):
    content = b"He wrote: I know where you park. " * 20
    hand_in(phone, case.uid, content, name="where-you-park.txt")

    file = EvidenceFile.objects.get()
    stored = bytes(file.name) + b"".join(bytes(one.sealed) for one in EvidencePart.objects.all())
    assert b"park" not in stored


def test_an_id_stands_for_one_file(phone, case):
    file, _ = announce(phone, case.uid, noise())

    _, other = announce(phone, case.uid, picture(), file=file)

    assert (other.status_code, other.json()["code"]) == (409, "file_taken")


def test_five_files_are_the_most_and_refused_ones_do_not_count(phone, case):
    refused, _ = announce(phone, case.uid, b"PK\x03\x04 an archive")
    assert send(phone, case.uid, refused, b"PK\x03\x04 an archive", 0).json()["state"] == "refused"
    for seed in range(5):
        assert announce(phone, case.uid, picture(seed))[1].status_code == 200

    _, sixth = announce(phone, case.uid, picture(6))

    assert (sixth.status_code, sixth.json()["code"]) == (409, "too_many_files")


def test_sixty_megabytes_are_the_most(phone, case):
    big = announced(b"x") | {"size": 25 * 1024 * 1024}
    assert [phone.put(file_url(case.uid, uuid4()), big).status_code for _ in range(3)] == [
        200, 200, 409,
    ]  # fmt: skip


def test_what_is_larger_than_anything_may_be_is_refused_before_it_is_sent(phone, case):
    huge = announced(b"x") | {"size": 25 * 1024 * 1024 + 1}

    answer = phone.put(file_url(case.uid, uuid4()), huge)

    assert (answer.status_code, answer.json()["code"]) == (422, "file_too_large")


def test_a_picture_that_is_too_large_is_refused_at_its_first_part(phone, case):
    content = picture() + b"\0" * (16 * 1024 * 1024)
    file, _ = announce(phone, case.uid, content)

    said = send(phone, case.uid, file, content, 0).json()

    assert (said["state"], said["kind"], said["received"]) == ("refused", "image", PART)


def test_taken_back_it_is_gone_and_a_repeat_does_not_bring_it_back(phone, case):
    content = picture()
    said = hand_in(phone, case.uid, content)
    gone = [phone.delete(file_url(case.uid, said["id"])).status_code for _ in range(2)]

    assert gone == [204, 204]
    assert files(phone, case.uid) == []
    assert not EvidencePart.objects.exists()
    assert announce(phone, case.uid, content, file=said["id"])[1].status_code == 410
    assert send(phone, case.uid, said["id"], content, 0).status_code == 410


def test_a_case_that_is_over_takes_nothing_more(phone, case, sam):
    content = noise()
    file, _ = announce(phone, case.uid, content)
    acknowledged(case, sam)
    handling.close(sam, id=case.pk, outcome="Done.", now=timezone.now())

    assert announce(phone, case.uid, picture())[1].json()["code"] == "case_is_over"
    assert send(phone, case.uid, file, content, 0).json()["code"] == "case_is_over"
    assert phone.delete(file_url(case.uid, file)).json()["code"] == "case_is_over"


def test_a_report_taken_back_takes_its_files_with_it(phone, case):
    hand_in(phone, case.uid, picture())

    withdraw(case, now=timezone.now())

    assert not EvidenceFile.objects.exists()
    assert not EvidencePart.objects.exists()
    assert not DataKey.objects.exists()


def test_nobody_hands_in_for_somebody_else(case, ben, signed_in):
    other = signed_in(ben)

    assert other.get(url(case.uid, "/files")).status_code == 404
    assert announce(other, case.uid, picture())[1].status_code == 404
    assert send(other, case.uid, uuid4(), picture(), 0).status_code == 404
