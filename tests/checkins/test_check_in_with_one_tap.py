"""One tap is a complete check-in; what follows within ten minutes refines it."""

from datetime import datetime
from uuid import uuid4

import pytest

from tests.checkins.words import moment, tap, url
from tests.times import DAY, MINUTE, SECOND, WEEK
from wellbeing.checkins.models import CheckIn

pytestmark = pytest.mark.django_db


def test_one_tap_is_stored_at_once(asha, signed_in):
    id, at = uuid4(), moment()

    response = signed_in(asha).put(url(id), tap(mood=2, at=at))

    assert response.status_code == 201
    assert response.json()["mood"] == 2
    assert datetime.fromisoformat(response.json()["answered_at"]) == at
    assert response.json()["answered_at"].endswith("+01:00")
    assert CheckIn.objects.count() == 1


def test_the_same_tap_sent_again_changes_nothing(asha, signed_in):
    phone, id, body = signed_in(asha), uuid4(), tap(mood=2)
    phone.put(url(id), body)

    response = phone.put(url(id), body | {"mood": 5})

    assert response.status_code == 200
    assert response.json()["mood"] == 2


def test_a_higher_revision_refines_and_a_lower_one_comes_too_late(asha, signed_in):
    phone, id, at = signed_in(asha), uuid4(), moment(5 * MINUTE)
    later = {"revised_at": (at + 4 * MINUTE).isoformat()}
    phone.put(url(id), tap(at=at))

    refined = phone.put(url(id), tap(at=at, revision=3, energy=1, sources=["tools"], **later))
    late = phone.put(url(id), tap(at=at, revision=2, energy=5, **later))

    assert refined.json()["energy"] == late.json()["energy"] == 1
    assert late.json()["sources"] == ["tools"]
    assert CheckIn.objects.count() == 1


def test_refining_ends_after_ten_minutes_of_the_phones_own_time(asha, signed_in):
    at = moment(DAY)
    body = tap(at=at, revision=2, revised_at=(at + 10 * MINUTE + SECOND).isoformat())

    response = signed_in(asha).put(url(uuid4()), body)

    assert response.status_code == 409
    assert response.json()["code"] == "refining_ended"


def test_undo_leaves_an_id_that_a_late_repeat_cannot_bring_back(asha, signed_in):
    phone, id, body = signed_in(asha), uuid4(), tap()
    phone.put(url(id), body)

    assert phone.delete(url(id)).status_code == 204
    assert phone.put(url(id), body | {"revision": 9}).status_code == 410
    assert phone.get(url(id)).status_code == 404
    left = CheckIn.objects.get()
    assert (left.mood, left.answered_at, left.sources) == (None, None, [])


def test_undo_that_overtakes_its_tap_still_wins(asha, signed_in):
    phone, id = signed_in(asha), uuid4()

    assert phone.delete(url(id)).status_code == 204
    assert phone.put(url(id), tap()).status_code == 410


def test_another_persons_id_is_simply_free(asha, ben, signed_in):
    id = uuid4()
    signed_in(asha).put(url(id), tap(mood=1))

    response = signed_in(ben).put(url(id), tap(mood=5))

    assert response.status_code == 201
    assert signed_in(asha).get(url(id)).json()["mood"] == 1


def test_a_clock_that_is_two_days_slow_is_corrected(asha, signed_in):
    slow = moment(2 * DAY)

    response = signed_in(asha).put(
        url(uuid4()), tap(at=slow - MINUTE), headers={"Device-Time": slow.isoformat()}
    )

    assert response.status_code == 201
    stored = datetime.fromisoformat(response.json()["answered_at"])
    assert abs(stored - moment(MINUTE)) < 10 * SECOND


def test_a_time_from_the_future_is_refused_in_words(asha, signed_in):
    response = signed_in(asha).put(url(uuid4()), tap(at=moment(-DAY)))

    assert response.status_code == 422
    assert response.json()["code"] == "clock_wrong"
    assert "clock" in response.json()["message"]


@pytest.mark.parametrize(("age", "status"), [(5 * WEEK - MINUTE, 201), (5 * WEEK + MINUTE, 422)])
def test_a_phone_may_be_offline_for_five_weeks(asha, signed_in, age, status):
    response = signed_in(asha).put(url(uuid4()), tap(at=moment(age)))

    assert response.status_code == status


def test_a_check_in_costs_one_statement_beside_the_session(
    asha, signed_in, django_assert_num_queries
):
    phone = signed_in(asha)

    with django_assert_num_queries(3):  # session, person, the one INSERT
        phone.put(url(uuid4()), tap())
