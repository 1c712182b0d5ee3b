"""A counsellor says when they can be met; what is booked stays booked."""

from uuid import uuid4

import pytest
from django.utils import timezone

from tests.support.counselling.diary import FREE, PRACTICE, fresh
from tests.times import DAY
from wellbeing.support.counselling.models import Hours

pytestmark = pytest.mark.django_db

HOURS, DAYS = "/api/v1/practice-hours", "/api/v1/special-days"
WINDOW = {"from_time": "09:00", "to_time": "12:00", "minutes": 50, "pause": 10}


def weekly(**more) -> dict:
    begin = {"weekdays": [0, 1, 2, 3, 4, 5, 6], "valid_from": "2020-01-01"}
    return WINDOW | begin | more


def test_hours_make_free_times_and_their_end_takes_them(cole, asha, signed_in):
    desk, phone, id = signed_in(cole), signed_in(asha), uuid4()

    assert desk.put(f"{HOURS}/{id}", weekly()).status_code == 201
    assert desk.put(f"{HOURS}/{id}", weekly()).status_code == 200
    assert phone.get(FREE).json()["results"]
    assert desk.delete(f"{HOURS}/{id}").status_code == 204
    assert phone.get(FREE).json()["results"] == []


def test_a_day_off_takes_its_times_and_leaves_what_is_booked(cole, asha, hers, signed_in):
    day = hers.starts_at.date()

    said = signed_in(cole).put(f"{DAYS}/{uuid4()}", {"day": str(day)})

    assert said.json()["special_days"][0]["off"] is True
    times = signed_in(asha).get(FREE).json()["results"]
    assert not [one for one in times if one["starts_at"].startswith(str(day))]
    assert fresh(hers).cancelled_at is None


def test_extra_hours_on_one_day(cole, asha, signed_in):
    day = (timezone.now() + 3 * DAY).date()

    signed_in(cole).put(f"{DAYS}/{uuid4()}", {"day": str(day), "hours": WINDOW})

    assert len(signed_in(asha).get(FREE).json()["results"]) == 3


def test_how_one_works_is_kept_and_the_place_is_for_clients_alone(cole, asha, diary, signed_in):
    said = {
        "time_zone": "Europe/Lisbon",
        "notice_minutes": 240,
        "horizon_days": 14,
        "place": "Room 9",
        "languages": ["ru", "en"],
    }

    found = signed_in(cole).put(PRACTICE, said).json()

    assert (found["place"], found["languages"]) == ("Room 9", ["en", "ru"])
    (shown,) = signed_in(asha).get(FREE).json()["counsellors"]
    assert shown == {
        "id": str(cole.pk),
        "name": "Cole",
        "languages": ["en", "ru"],
        "time_zone": "Europe/Lisbon",
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"from_time": "09:10"},
        {"to_time": "08:00"},
        {"minutes": 45},
        {"pause": 5},
        {"weekdays": []},
        {"weekdays": [7]},
        {"valid_from": "someday"},
        {"from_time": None},
    ],
)
def test_only_hours_that_can_be(wrong, cole, signed_in):
    assert signed_in(cole).put(f"{HOURS}/{uuid4()}", weekly(**wrong)).status_code == 400
    assert not Hours.objects.exists()


@pytest.mark.parametrize("zone", ["Europe/Nowhere", "", "UTC; drop"])
def test_only_a_zone_that_exists(zone, cole, signed_in):
    said = {"time_zone": zone, "notice_minutes": 0, "horizon_days": 7, "place": "", "languages": []}

    assert signed_in(cole).put(PRACTICE, said).status_code == 400
