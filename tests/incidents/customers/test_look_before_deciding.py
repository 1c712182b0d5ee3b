"""Whoever decides about a customer may look at what came along, and only until it is decided."""

import pytest
from django.utils import timezone

from tests.incidents.customers.handlers import approved, held, proposed
from tests.incidents.evidence.files import hand_in, picture
from tests.incidents.reports import case_of, case_url
from wellbeing.core.models import AuditEntry
from wellbeing.incidents.evidence.models import EvidenceFile
from wellbeing.incidents.evidence.services import checking

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(asha, sam):
    return held(asha, sam)


@pytest.fixture
def file(case, asha, signed_in):
    said = hand_in(signed_in(asha), case.uid, picture(form="JPEG"), name="face.jpg")
    checking.check(EvidenceFile.objects.get().pk, now=timezone.now())
    return said["id"]


def looked(client, case, file):
    addresses = ("/files", f"/files/{file}")
    return [client.get(case_url(case.pk, one)).status_code for one in addresses]


def test_who_is_asked_to_decide_looks_and_it_is_written_down(
    case, file, asha, sam, max_, signed_in
):
    assert looked(signed_in(max_), case, file) == [409, 409]
    action = proposed(signed_in(sam), case)

    assert looked(signed_in(max_), case, file) == [200, 200]

    acts = AuditEntry.objects.about(case.reporter_id).filter(actor=max_, act__startswith="file")
    assert sorted(acts.values_list("act", flat=True)) == ["file_viewed", "files_listed"]
    opened = case_of(signed_in(asha), case.uid)["openings"]
    assert [one["by"] for one in opened] == ["Sam", "Max"]
    approved(signed_in(max_), action)
    assert looked(signed_in(max_), case, file) == [409, 409]


def test_whoever_is_kept_away_still_finds_nothing(case, file, sam, max_, signed_in):
    proposed(signed_in(sam), case)
    case.exclusions.create(person=max_)

    assert looked(signed_in(max_), case, file) == [404, 404]


def test_that_the_holder_read_the_names_is_written_down(case, file, sam, signed_in):
    signed_in(sam).get(case_url(case.pk, "/files"))

    assert AuditEntry.objects.filter(actor=sam, act="files_listed").count() == 1
