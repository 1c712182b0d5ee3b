"""A customer's abuse is put on record: once, however often it is sent, and sealed."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from tests.incidents.reports import REPORTS, STORY, acknowledged, case_of, reported, signed, url
from wellbeing.core.models import DataKey
from wellbeing.incidents.models import Case
from wellbeing.incidents.services import handling

pytestmark = pytest.mark.django_db


def test_the_short_form_is_enough(asha, signed_in):
    at = (timezone.now() - timedelta(minutes=5)).isoformat()
    short = {"identity": "named", "kinds": ["shouting"], "severity": 1, "happened_at": at}

    response = signed_in(asha).put(url(uuid4()), short)

    assert response.status_code == 201
    assert response.json()["state"] == "received"
    assert response.json()["channel"] == "phone"


def test_what_was_said_comes_back_to_its_reporter(asha, signed_in):
    id, phone = uuid4(), signed_in(asha)
    phone.put(url(id), signed())

    seen = case_of(phone, id)

    assert (seen["story"], seen["reference"]) == (STORY, "A-1047")
    assert (seen["kinds"], seen["acts"]) == (["insult", "threat"], ["boundary", "ended"])
    assert [row["id"] for row in phone.get(REPORTS).json()["results"]] == [str(id)]


def test_a_repeat_changes_nothing(asha, signed_in):
    id, phone = uuid4(), signed_in(asha)
    codes = [phone.put(url(id), signed()).status_code for _ in range(3)]
    phone.put(url(id), signed(story="Another story"))

    assert codes == [201, 200, 200]
    assert Case.objects.count() == 1
    assert case_of(phone, id)["story"] == STORY


def test_the_same_id_of_somebody_else_is_free(asha, ben, signed_in):
    id = uuid4()
    signed_in(asha).put(url(id), signed())

    assert signed_in(ben).put(url(id), signed()).status_code == 201
    assert Case.objects.count() == 2


def test_words_lie_sealed(asha):
    case = reported(asha, reference="A-1047")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM incidents_case")
        row = repr(cursor.fetchall())

    assert bytes(Case.objects.get(pk=case.pk).story)
    assert STORY not in row
    assert "A-1047" not in row


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kinds": []}, "kinds"),
        ({"kinds": ["rude"]}, "kinds"),
        ({"severity": 4}, "severity"),
        ({"severity": "3"}, "severity"),
        ({"identity": "anonymous"}, "identity"),
        ({"happened_at": "yesterday"}, "happened_at"),
        ({"story": "x" * 8001}, "story"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(wrong, field, asha, signed_in):
    response = signed_in(asha).put(url(uuid4()), signed() | wrong)

    assert response.status_code == 400
    assert list(response.json()["fields"]) == [field]


@pytest.mark.parametrize("away", [timedelta(hours=1), -timedelta(days=366)])
def test_a_time_ahead_or_long_ago_is_refused(away, asha, signed_in):
    at = (timezone.now() + away).isoformat()

    response = signed_in(asha).put(url(uuid4()), signed(happened_at=at))

    assert (response.status_code, response.json()["code"]) == (422, "happened_elsewhen")


def test_a_clock_that_runs_ahead_a_little_is_forgiven(asha, signed_in):
    at = (timezone.now() + timedelta(minutes=1)).isoformat()

    assert signed_in(asha).put(url(uuid4()), signed(happened_at=at)).status_code == 201


def test_what_has_its_outcome_is_not_taken_back_and_that_is_said(asha, sam, signed_in):
    case = acknowledged(reported(asha), sam)
    handling.close(sam, id=case.pk, outcome="Done.", now=timezone.now())

    refused = signed_in(asha).delete(url(case.uid))
    assert (refused.status_code, refused.json()["code"]) == (409, "case_is_over")
    assert case_of(signed_in(asha), case.uid)["outcome"] == "Done."


def test_it_can_be_taken_back_and_stays_so(asha, signed_in):
    id, phone = uuid4(), signed_in(asha)
    phone.put(url(id), signed())

    assert phone.delete(url(id)).status_code == 204
    phone.put(url(id), signed())  # a repeat that waited

    seen = case_of(phone, id)
    assert (seen["state"], seen["story"], seen["reference"]) == ("withdrawn", "", "")
    assert not DataKey.objects.exists()
