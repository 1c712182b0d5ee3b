"""Files of a case that is held by law stay as they are, whoever wants them gone."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.incidents.customers.handlers import about, settle
from tests.incidents.evidence.files import (
    announce,
    announced,
    file_url,
    hand_in,
    noise,
    picture,
    send,
)
from tests.incidents.reports import ANONYMOUS, acknowledged, receipt, reported, said, url
from wellbeing import privacy
from wellbeing.core.models import DataKey
from wellbeing.incidents.aftercare.models import Offer
from wellbeing.incidents.aftercare.services import note_offered
from wellbeing.incidents.customers.models import Sighting
from wellbeing.incidents.evidence.models import EvidenceFile, EvidencePart
from wellbeing.incidents.evidence.rules import UNFINISHED_KEPT
from wellbeing.incidents.evidence.services import checking, original_of, working_copy_of
from wellbeing.incidents.models import Case, CaseMessage
from wellbeing.incidents.rules import KEPT
from wellbeing.incidents.services import handling, keeping, writing

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(asha, sam):
    return acknowledged(reported(asha), sam)


def hold(sam, case):
    now = timezone.now()
    more = {"reason": "The police.", "review_at": now + timedelta(days=90)}
    return keeping.hold(sam, id=case.pk, now=now, **more)


def test_none_is_taken_back(case, asha, sam, signed_in):
    file = hand_in(signed_in(asha), case.uid, picture())
    hold(sam, case)

    refused = signed_in(asha).delete(file_url(case.uid, file["id"]))

    assert (refused.status_code, refused.json()["code"]) == (409, "case_is_kept")
    assert b"".join(original_of(EvidenceFile.objects.get())) == picture()


def test_none_is_taken_back_by_receipt(stranger, sam):
    stranger.post(ANONYMOUS, said(receipt=receipt()))
    file = {"receipt": receipt(), "id": str(uuid4())}
    stranger.post("/api/v1/receipt-files", announced(picture()) | file)
    hold(sam, acknowledged(Case.objects.get(), sam))

    refused = stranger.post("/api/v1/receipt-file-removals", file)

    assert (refused.status_code, refused.json()["code"]) == (409, "case_is_kept")
    assert EvidenceFile.objects.get().state == "arriving"


def test_being_forgotten_leaves_them_until_it_is_let_go(case, asha, sam, signed_in):
    hand_in(signed_in(asha), case.uid, picture())
    hand_in(signed_in(asha), reported(asha).uid, picture(1))
    hold(sam, case)

    erasure, _ = privacy.erase(asha, id=uuid4(), now=timezone.now())

    assert erasure.erased["report_files"] == 1
    assert b"".join(original_of(EvidenceFile.objects.get())) == picture()
    keeping.let_go(sam, id=case.pk, now=timezone.now())
    assert not EvidenceFile.objects.exists()
    assert not EvidencePart.objects.exists()


def test_none_goes_with_a_report_that_is_taken_back(case, asha, sam, signed_in):
    hand_in(signed_in(asha), case.uid, picture())
    hold(sam, case)

    refused = signed_in(asha).delete(url(case.uid))

    assert (refused.status_code, refused.json()["code"]) == (409, "case_is_kept")
    assert b"".join(original_of(EvidenceFile.objects.get())) == picture()


def test_none_goes_in_time_and_all_go_once_it_is_let_go(case, asha, sam, signed_in):
    hand_in(signed_in(asha), case.uid, picture())
    checking.check(EvidenceFile.objects.get().pk, now=timezone.now())
    hold(sam, case)
    handling.close(sam, id=case.pk, outcome="A letter went out.", now=timezone.now())
    later = timezone.now() + 2 * KEPT

    privacy.expire(later)
    kept = EvidenceFile.objects.get()
    assert b"".join(original_of(kept)) == picture()
    assert b"".join(working_copy_of(kept))

    keeping.let_go(sam, id=case.pk, now=timezone.now())
    privacy.expire(later)

    for gone in (Case, EvidenceFile, EvidencePart, DataKey):
        assert not gone.objects.exists(), gone


def test_let_go_one_can_be_taken_back_again(case, asha, sam, signed_in):
    file = hand_in(signed_in(asha), case.uid, picture())
    hold(sam, case)
    keeping.let_go(sam, id=case.pk, now=timezone.now())

    assert signed_in(asha).delete(file_url(case.uid, file["id"])).status_code == 204

    assert not EvidencePart.objects.exists()


def test_all_that_hangs_on_it_stays_and_goes_together(asha, sam, signed_in):
    """A file with its copy, a message, what the customer is known by, what was offered after it."""
    case, phone = acknowledged(about(asha), sam), signed_in(asha)
    hand_in(phone, case.uid, picture())
    checking.check(EvidenceFile.objects.get().pk, now=timezone.now())
    writing.write(case, uid=uuid4(), text="On Monday.", author=None, now=timezone.now())
    note_offered(case, offers=["break"], now=timezone.now())
    hold(sam, case)
    hanging = (EvidenceFile, EvidencePart, CaseMessage, Sighting, Offer)
    before = [one.objects.count() for one in hanging]
    assert all(before)

    privacy.erase(asha, id=uuid4(), now=timezone.now())
    settle()
    assert [one.objects.count() for one in hanging] == before

    keeping.let_go(sam, id=case.pk, now=timezone.now())
    settle()

    assert [one.objects.count() for one in (*hanging, DataKey)] == [0] * 6
    assert Case.objects.get().reporter is None


def test_what_is_unfinished_stays_too(case, asha, sam, signed_in):
    phone = signed_in(asha)
    file, _ = announce(phone, case.uid, noise())
    send(phone, case.uid, file, noise(), 0)
    hold(sam, case)

    privacy.expire(timezone.now() + UNFINISHED_KEPT + timedelta(days=1))

    assert EvidencePart.objects.count() == 1
