"""Whoever holds the case looks at the copy that was made, and each look is written down."""

from uuid import uuid4

import pytest
from django.utils import timezone

from tests.incidents.evidence.files import hand_in, picture
from tests.incidents.reports import acknowledged, case_url, handles, reported
from wellbeing.core.models import AuditEntry
from wellbeing.incidents.evidence.models import EvidenceFile
from wellbeing.incidents.evidence.services import checking, original_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(asha, sam):
    return acknowledged(reported(asha), sam)


@pytest.fixture
def handed_in(case, asha, signed_in):
    """A photo that says where it was taken, checked by now."""
    with_place = picture(form="JPEG", comment=b"taken in Brivibas street")
    said = hand_in(signed_in(asha), case.uid, with_place, name="brivibas.jpg")
    checking.check(EvidenceFile.objects.get().pk, now=timezone.now())
    return said["id"]


def looked(client, case, file):
    return client.get(case_url(case.pk, f"/files/{file}"))


def test_the_copy_is_shown_and_what_was_handed_in_is_not(case, handed_in, sam, signed_in):
    answer = looked(signed_in(sam), case, handed_in)
    content = answer.getvalue()

    assert answer.status_code == 200
    assert content.startswith(b"\xff\xd8\xff")
    assert b"Brivibas" not in content
    assert b"Brivibas" in b"".join(original_of(EvidenceFile.objects.get()))
    assert int(answer["Content-Length"]) == len(content)


def test_nothing_in_it_can_run_and_nothing_keeps_it(case, handed_in, sam, signed_in):
    answer = looked(signed_in(sam), case, handed_in)

    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"] == 'attachment; filename="evidence-1.jpg"'
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"


def test_each_look_is_written_down(case, handed_in, sam, signed_in):
    for _ in range(2):
        looked(signed_in(sam), case, handed_in)

    lines = AuditEntry.objects.filter(act="file_viewed", actor=sam)
    assert [line.detail["file"] for line in lines] == [str(handed_in)] * 2


def test_the_list_says_what_there_is(case, handed_in, sam, signed_in):
    [file] = signed_in(sam).get(case_url(case.pk, "/files")).json()["results"]

    assert (file["id"], file["state"], file["kind"]) == (handed_in, "viewable", "image")


def test_whoever_is_kept_out_finds_nothing(case, handed_in, sam, person, organisation, signed_in):
    max_ = person("max")
    handles(max_, organisation)
    case.exclusions.create(person=max_)

    assert looked(signed_in(max_), case, handed_in).status_code == 404
    assert signed_in(max_).get(case_url(case.pk, "/files")).status_code == 404
    assert not AuditEntry.objects.filter(actor=max_).exists()


def test_a_colleague_takes_the_case_over_first(case, handed_in, person, organisation, signed_in):
    max_ = person("max")
    handles(max_, organisation)

    assert looked(signed_in(max_), case, handed_in).status_code == 409


def test_a_file_of_another_case_is_not_found(case, handed_in, ben, sam, signed_in):
    other = acknowledged(reported(ben), sam)

    assert looked(signed_in(sam), other, handed_in).status_code == 404
    assert looked(signed_in(sam), case, uuid4()).status_code == 404


def test_what_nobody_has_checked_is_not_shown(case, asha, sam, signed_in):
    said = hand_in(signed_in(asha), case.uid, picture())

    answer = looked(signed_in(sam), case, said["id"])

    assert (answer.status_code, answer.json()["code"]) == (409, "not_viewable")
    assert not AuditEntry.objects.filter(act="file_viewed").exists()
