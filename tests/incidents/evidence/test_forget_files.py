"""Files go with the report; what never came whole goes after a week."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.incidents.evidence.files import announce, hand_in, noise, picture, send
from tests.incidents.reports import acknowledged, reported
from wellbeing import privacy
from wellbeing.incidents.evidence import privacy as files_privacy
from wellbeing.incidents.evidence.models import EvidenceFile, EvidencePart
from wellbeing.incidents.evidence.rules import UNFINISHED_KEPT
from wellbeing.incidents.rules import KEPT
from wellbeing.incidents.services import handling

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(asha):
    return reported(asha)


def test_what_is_unfinished_goes_after_a_week_with_its_parts(case, asha, signed_in):
    phone = signed_in(asha)
    file, _ = announce(phone, case.uid, noise())
    send(phone, case.uid, file, noise(), 0)
    hand_in(phone, case.uid, picture())
    began = EvidenceFile.objects.get(uid=file).began_at

    privacy.expire(began + UNFINISHED_KEPT - timedelta(minutes=1))
    assert EvidenceFile.objects.count() == 2
    privacy.expire(began + UNFINISHED_KEPT)

    assert EvidenceFile.objects.count() == EvidencePart.objects.count() == 1


def test_erasing_everything_takes_the_files(case, asha, signed_in):
    hand_in(signed_in(asha), case.uid, picture())

    erasure, _ = privacy.erase(asha, id=uuid4(), now=timezone.now())

    assert erasure.erased["report_files"] == 1
    assert not EvidenceFile.objects.exists()
    assert not EvidencePart.objects.exists()


def test_they_go_with_a_closed_case(case, asha, sam, signed_in):
    hand_in(signed_in(asha), case.uid, picture())
    now = timezone.now()
    acknowledged(case, sam, now=now)
    handling.close(sam, id=case.pk, outcome="Done.", now=now)

    privacy.expire(now + KEPT)

    assert not EvidencePart.objects.exists()


def test_the_copy_of_a_person_says_which_files_there_are(case, asha, signed_in):
    content = picture()
    hand_in(signed_in(asha), case.uid, content, name="call.png")

    [row] = list(files_privacy.export(asha))

    assert (row["name"], row["size"], row["state"]) == ("call.png", len(content), "checking")
    assert files_privacy.holdings(asha)["count"] == 1
