"""Nobody signs: the receipt is all there is, and it opens the case from anywhere."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from tests.incidents.reports import (
    ANONYMOUS,
    CASES,
    LOOKS,
    STORY,
    WRITES,
    acknowledged,
    handles,
    receipt,
    said,
    signed,
    url,
)
from tests.people import ApiClient
from wellbeing.incidents import receipts
from wellbeing.incidents.models import Case
from wellbeing.incidents.services import handling

pytestmark = pytest.mark.django_db


def test_it_opens_with_its_receipt_from_another_device(stranger):
    sent = said(receipt=receipt())
    assert stranger.post(ANONYMOUS, sent).status_code == 201

    seen = ApiClient().post(LOOKS, {"receipt": receipt()})

    assert seen.status_code == 200
    assert (seen.json()["state"], seen.json()["story"]) == ("received", STORY)


def test_sent_again_it_is_the_same_report(stranger):
    sent = said(receipt=receipt())
    codes = [stranger.post(ANONYMOUS, sent).status_code for _ in range(3)]

    assert codes == [201, 200, 200]
    assert Case.objects.count() == 1


def test_from_a_phone_whose_clock_runs_ahead_it_is_the_same_report_too(stranger):
    ahead = (timezone.now() + timedelta(seconds=90)).isoformat()
    sent = said(receipt=receipt(), happened_at=ahead)

    assert [stranger.post(ANONYMOUS, sent).status_code for _ in range(2)] == [201, 200]


def test_a_receipt_stands_for_one_report(stranger):
    stranger.post(ANONYMOUS, said(receipt=receipt()))

    other = stranger.post(ANONYMOUS, said(receipt=receipt(), kinds=["hate"]))

    assert (other.status_code, other.json()["code"]) == (409, "receipt_taken")


def test_nothing_of_a_person_is_stored_also_when_somebody_is_signed_in(asha, signed_in):
    signed_in(asha).post(ANONYMOUS, said(receipt=receipt()))

    case = Case.objects.get()
    assert (case.reporter, case.uid, case.unit) == (None, None, None)
    with connection.cursor() as cursor:
        for table in ("incidents_case", "incidents_exclusion", "core_auditentry"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608  our own tables
            assert asha.pk.hex not in repr(cursor.fetchall()).replace("-", "")


def test_the_receipt_itself_is_not_stored(stranger):
    stranger.post(ANONYMOUS, said(receipt=receipt()))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM incidents_case")
        assert receipt() not in repr(cursor.fetchall())


@pytest.mark.parametrize("spell", [str.lower, lambda r: "-".join((r[:4], r[4:12], r[12:])), str])
def test_it_may_be_typed_as_people_type(spell, stranger):
    stranger.post(ANONYMOUS, said(receipt=receipt()))

    assert stranger.post(LOOKS, {"receipt": f" {spell(receipt())} "}).status_code == 200


def test_a_mistyped_one_is_told_before_anybody_is_asked(stranger):
    right = receipt()
    swapped = right[1] + right[0] + right[2:]

    response = stranger.post(LOOKS, {"receipt": swapped})

    assert response.status_code == 400
    assert "mistyped" in response.json()["fields"]["receipt"][0]


def test_one_that_was_never_given_out_finds_nothing(stranger):
    assert stranger.post(LOOKS, {"receipt": receipt(5)}).status_code == 404


def test_both_sides_write_through_it(stranger, sam):
    stranger.post(ANONYMOUS, said(receipt=receipt()))
    case = acknowledged(Case.objects.get(), sam)
    written = {"receipt": receipt(), "id": str(uuid4()), "text": "It was the third call."}

    stranger.post(WRITES, written)
    stranger.post(WRITES, written)  # again, after an answer that got lost

    seen = stranger.post(LOOKS, {"receipt": receipt()}).json()
    assert [(one["text"], one["by"]) for one in seen["messages"]] == [
        ("It was the third call.", None)
    ]
    assert seen["handler"] == "Sam"
    handling.close(sam, id=case.pk, outcome="A warning letter went out.", now=case.changed_at)
    after = stranger.post(LOOKS, {"receipt": receipt()}).json()
    assert (after["state"], after["outcome"]) == ("closed", "A warning letter went out.")


def test_it_goes_to_handlers_of_the_whole_house_alone(stranger, sam, person, site, signed_in):
    stranger.post(ANONYMOUS, said(receipt=receipt()))
    local = person("local")
    handles(local, site)

    assert signed_in(sam).get(CASES).json()["count"] == 1
    assert signed_in(local).get(CASES).json()["count"] == 0


def test_a_signed_one_has_no_receipt(asha, signed_in):
    signed_in(asha).put(url(uuid4()), signed())

    assert Case.objects.get().receipt_hash is None


def test_ninety_bits_and_a_checksum():
    assert receipts.RANDOM * 5 == 90
    assert receipts.spelt(receipt()) == receipt()
    wrong = [receipt()[:place] + "Z" + receipt()[place + 1 :] for place in range(20)]
    unseen = [one for one in wrong if one != receipt() and receipts.spelt(one)]
    assert len(unseen) <= 1  # ten bits of checksum let one typo in a thousand pass


def test_a_phone_makes_what_the_server_reads():
    """The same file holds the other side to it: receipts.test.ts."""
    place = "frontend/src/features/incidents/report/receipts.vectors.json"
    for one in json.loads((settings.BASE_DIR / place).read_text()):
        random = "".join(receipts.LETTERS[byte % 32] for byte in one["bytes"])
        assert one["receipt"] == random + receipts.checksum(random)
        assert receipts.spelt(one["receipt"]) == one["receipt"]
