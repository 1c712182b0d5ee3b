"""Each field of a reset is exactly what it says; anything else is refused and not stored."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.checkins.words import moment
from tests.resets.words import session, url
from tests.times import DAY, HOUR, NOON, SECOND
from wellbeing.resets.models import Reset

pytestmark = pytest.mark.django_db

NO_NUMBER = [True, False, 3.0, 2.5, "3", "", [3], {"is": 3}, -1, 10**30, "٣"]


def refused(phone, body, field):
    response = phone.put(url(uuid4()), body)
    assert response.status_code == 400, response.content
    assert response.json()["code"] == "invalid"
    assert set(response.json()["fields"]) == {field}
    assert not Reset.objects.exists()


@pytest.mark.parametrize("field", ["revision", "planned_seconds", "before", "after"])
@pytest.mark.parametrize("value", NO_NUMBER, ids=repr)
def test_a_number_is_a_whole_number_in_its_range(asha, signed_in, field, value):
    refused(signed_in(asha), session() | {field: value}, field)


@pytest.mark.parametrize(
    ("field", "value"),
    [("planned_seconds", 29), ("planned_seconds", 1801), ("before", 0), ("after", 6)]
    + [("planned_seconds", None), ("revision", None), ("revision", 10_001)],
)
def test_numbers_end_where_they_should(asha, signed_in, field, value):
    refused(signed_in(asha), session() | {field: value}, field)


@pytest.mark.parametrize("value", [None, "", "Box", "nap", 3, True, ["box"], {"box": 1}], ids=repr)
def test_a_kind_is_one_of_ours(asha, signed_in, value):
    refused(signed_in(asha), session(value), "kind")


@pytest.mark.parametrize("field", ["started_at", "revised_at", "ended_at"])
@pytest.mark.parametrize("value", [3, "", "now", "2026-11-18T12:00:00", "2026-11-18"], ids=repr)
def test_a_time_has_its_offset(asha, signed_in, field, value):
    refused(signed_in(asha), session() | {field: value}, field)


@pytest.mark.parametrize("lasted", [-SECOND, 12 * HOUR + SECOND])
def test_it_ends_after_it_began_and_within_a_shift(asha, signed_in, lasted):
    at = moment(DAY)
    refused(signed_in(asha), session(at=at) | {"ended_at": (at + lasted).isoformat()}, "ended_at")


def test_a_time_from_the_future_is_refused_in_words(asha, signed_in):
    response = signed_in(asha).put(url(uuid4()), session(at=moment(-DAY)))

    assert response.status_code == 422
    assert response.json()["code"] == "clock_wrong"


@pytest.mark.parametrize(
    "wrong",
    [{"kind": "nap"}, {"kind": ""}, {"before": 6}, {"after": 0}, {"planned_seconds": 5}]
    + [{"lasted": -SECOND}, {"lasted": DAY}, {"started_at": None}, {"forgotten_at": NOON}],
    ids=repr,
)
def test_the_database_itself_refuses_the_rest(wrong):
    row = {
        "subject": uuid4(), "id": uuid4(), "revision": 1, "kind": "box", "started_at": NOON,
        "utc_offset": 60, "planned_seconds": 60, "received_at": NOON, "changed_at": NOON,
    } | wrong  # fmt: skip

    with pytest.raises(IntegrityError), transaction.atomic():
        Reset.objects.create(**row)
