"""Each field is exactly what it says; anything else is refused in words and not stored."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.checkins.words import moment, tap, url
from tests.times import DAY, HOUR, MINUTE
from wellbeing.checkins.models import CheckIn

pytestmark = pytest.mark.django_db

NO_NUMBER = [None, True, False, 3.0, 2.5, "3", "", "three", [3], {"is": 3}, 0, 6, -1, 10**30, "٣"]
NO_WORDS = [None, "tools", 3, True, {"tools": 1}, [3], [None], [["tools"]], ["nonsense"], [""]]
NO_TIME = [
    None, 3, True, "", "now", "2026-11-18", "2026-11-18T12:00:00", "2026-11-18T12:00:00+99:00",
    "2026-11-18T25:00:00+01:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00",
    "2026-11-18T12:00:00+14:30", "2026-11-18T12:00:00+01:00:30", ["2026-11-18T12:00:00Z"],
    "2026-11-18T12:00:00Z\x00", "１２",
]  # fmt: skip


def refused(phone, body, field):
    response = phone.put(url(uuid4()), body)
    assert response.status_code == 400, response.content
    assert response.json()["code"] == "invalid"
    assert set(response.json()["fields"]) == {field}
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize("field", ["mood", "revision"])
@pytest.mark.parametrize("value", NO_NUMBER, ids=repr)
def test_a_number_is_a_whole_number_in_its_range(asha, signed_in, field, value):
    if field == "revision" and value == 6:
        value = 10_001
    refused(signed_in(asha), tap() | {field: value}, field)


@pytest.mark.parametrize("value", [v for v in NO_NUMBER if v is not None], ids=repr)
def test_energy_too(asha, signed_in, value):
    refused(signed_in(asha), tap(energy=value), "energy")


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity", "1e400"])
def test_what_is_no_number_in_json_is_refused(asha, signed_in, text):
    body = json.dumps(tap()).replace('"mood": 2', f'"mood": {text}')

    response = signed_in(asha).put(url(uuid4()), body, content_type="application/json")

    assert response.status_code == 400
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize("field", ["feelings", "body", "sources"])
@pytest.mark.parametrize("value", NO_WORDS, ids=repr)
def test_words_are_a_list_of_ours(asha, signed_in, field, value):
    refused(signed_in(asha), tap() | {field: value}, field)


def test_a_word_twice_counts_once_and_in_our_order(asha, signed_in):
    response = signed_in(asha).put(url(uuid4()), tap(sources=["tools", "customer", "tools"]))

    assert response.json()["sources"] == ["customer", "tools"]


@pytest.mark.parametrize("field", ["answered_at", "revised_at"])
@pytest.mark.parametrize("value", NO_TIME, ids=repr)
def test_a_time_has_an_offset_and_can_be(asha, signed_in, field, value):
    refused(signed_in(asha), tap() | {field: value}, field)


@pytest.mark.parametrize("field", ["revision", "answered_at", "revised_at", "mood"])
def test_what_makes_a_check_in_must_be_there(asha, signed_in, field):
    body = tap()
    del body[field]

    refused(signed_in(asha), body, field)


def test_a_note_is_dropped_unread(asha, signed_in):
    response = signed_in(asha).put(url(uuid4()), tap(note="he shouted at me"))

    assert response.status_code == 201
    assert "note" not in response.json()
    assert not [f for f in CheckIn._meta.get_fields() if "note" in f.name]


@pytest.mark.parametrize("body", [[], "x", 3, None, True, [{"mood": 3}]], ids=repr)
def test_a_body_that_is_no_object_is_refused(asha, signed_in, body):
    response = signed_in(asha).put(
        url(uuid4()), json.dumps(body, default=str), content_type="application/json"
    )

    assert response.status_code == 400
    assert response.json()["code"] == "invalid"


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff\xfe", b"\x00", b"[" * 100_000, b'{"mood": 1' + b"0" * 5000 + b"}"]
)
def test_a_body_that_is_no_json_is_refused(asha, signed_in, body):
    response = signed_in(asha).put(url(uuid4()), body, content_type="application/json")

    assert response.status_code == 400
    assert response.json()["code"] == "invalid"


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "multipart/form-data", "x"])
def test_another_kind_of_body_is_refused(asha, signed_in, kind):
    response = signed_in(asha).put(url(uuid4()), b"{}", content_type=kind)

    assert response.status_code == 415
    assert response.json()["code"] == "unsupported_media_type"


# --- The phone's clock --------------------------------------------------------------------------
@pytest.mark.parametrize(
    "said", ["", "x", "\x7f", "2026-11-18", "9999-12-31T23:59:59Z", "0", "1e9"]
)
def test_an_odd_device_time_is_as_good_as_none(asha, signed_in, said):
    response = signed_in(asha).put(url(uuid4()), tap(), headers={"Device-Time": said})

    assert response.status_code == 201


@pytest.mark.parametrize("off", [timedelta(seconds=119), -timedelta(seconds=119)])
def test_a_clock_within_two_minutes_is_left_alone(asha, signed_in, off):
    at = moment(2 * MINUTE + HOUR)
    response = signed_in(asha).put(
        url(uuid4()), tap(at=at), headers={"Device-Time": moment(off).isoformat()}
    )

    assert response.json()["answered_at"] == at.isoformat()


def test_a_clock_years_ahead_is_corrected(asha, signed_in):
    ahead = moment(-4000 * DAY)
    response = signed_in(asha).put(
        url(uuid4()), tap(at=ahead - HOUR), headers={"Device-Time": ahead.isoformat()}
    )

    assert response.status_code == 201


def test_a_corrected_answer_may_still_be_too_old(asha, signed_in):
    slow = moment(2 * DAY)
    response = signed_in(asha).put(
        url(uuid4()), tap(at=slow - 36 * DAY), headers={"Device-Time": slow.isoformat()}
    )

    assert response.status_code == 422
    assert response.json()["code"] == "too_old"


def test_the_extremes_of_time_zones_are_kept(asha, signed_in):
    from datetime import timezone

    for hours in (-12, 14):
        zone = timezone(timedelta(hours=hours))
        at = moment().astimezone(zone)
        response = signed_in(asha).put(url(uuid4()), tap(at=at))
        assert response.json()["answered_at"] == at.isoformat()


def test_revised_before_answered_is_refused(asha, signed_in):
    at = moment()
    response = signed_in(asha).put(url(uuid4()), tap(at=at, revised_at=(at - MINUTE).isoformat()))

    assert response.json()["code"] == "refining_ended"


# --- Whose it is --------------------------------------------------------------------------------
def test_a_waiting_item_is_sent_only_in_its_own_account(asha, ben, signed_in):
    response = signed_in(ben).put(url(uuid4()), tap(), headers={"Aftercall-Account": str(asha.pk)})

    assert response.status_code == 409
    assert response.json()["code"] == "other_account"
    assert not CheckIn.objects.exists()


def test_in_its_own_account_it_is_stored(asha, signed_in):
    response = signed_in(asha).put(url(uuid4()), tap(), headers={"Aftercall-Account": str(asha.pk)})

    assert response.status_code == 201


def test_without_a_session_it_waits(stranger, asha):
    response = stranger.put(url(uuid4()), tap(), headers={"Aftercall-Account": str(asha.pk)})

    assert response.status_code == 401
    assert response.json()["code"] == "not_signed_in"
