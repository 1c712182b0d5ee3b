"""What somebody has forgotten is gone at once, stays gone, and takes nothing newer with it."""

from uuid import uuid4

import pytest

from tests.checkins.words import tap, url
from wellbeing.checkins.models import CheckIn

pytestmark = pytest.mark.django_db


def erasure(id: object) -> str:
    return f"/api/v1/erasures/{id}"


def test_every_check_in_is_gone_and_counted(asha, ben, signed_in):
    phone, id = signed_in(asha), uuid4()
    for mood in (1, 2, 3):
        phone.put(url(uuid4()), tap(mood=mood))
    signed_in(ben).put(url(uuid4()), tap())

    response = phone.put(erasure(id))

    assert response.status_code == 201
    assert response.json()["id"] == str(id)
    assert response.json()["erased"]["checkins"] == 3
    assert CheckIn.objects.said().count() == 1  # Ben's
    assert {row["forgotten"] for row in phone.get("/api/v1/checkins").json()["results"]} == {True}


def test_a_repeat_that_waited_on_a_phone_stays_forgotten(asha, signed_in):
    phone, id, body = signed_in(asha), uuid4(), tap()
    phone.put(url(id), body)
    phone.put(erasure(uuid4()))

    assert phone.put(url(id), body | {"revision": 2}).status_code == 410
    assert phone.get(url(id)).status_code == 404


def test_nothing_of_what_was_said_is_left_in_the_row(asha, signed_in):
    phone = signed_in(asha)
    phone.put(url(uuid4()), tap(energy=1, feelings=["sad"], body=["heat"], sources=["customer"]))
    phone.put(erasure(uuid4()))

    left = CheckIn.objects.get()

    assert (left.mood, left.energy, left.answered_at, left.utc_offset) == (None,) * 4
    assert left.feelings == left.body == left.sources == []


def test_the_same_erasure_sent_again_takes_nothing_that_came_after(asha, signed_in):
    phone, id = signed_in(asha), uuid4()
    phone.put(url(uuid4()), tap())
    first = phone.put(erasure(id))
    phone.put(url(uuid4()), tap())

    again = phone.put(erasure(id))

    assert again.status_code == 200
    assert again.json() == first.json()
    assert CheckIn.objects.said().count() == 1


def test_another_erasure_forgets_again(asha, signed_in):
    phone = signed_in(asha)
    phone.put(erasure(uuid4()))
    phone.put(url(uuid4()), tap())

    assert phone.put(erasure(uuid4())).json()["erased"]["checkins"] == 1


def test_two_people_may_use_the_same_id(asha, ben, signed_in):
    id = uuid4()
    signed_in(asha).put(erasure(id))
    phone = signed_in(ben)
    phone.put(url(uuid4()), tap())

    assert phone.put(erasure(id)).json()["erased"]["checkins"] == 1
