"""A reset is sent as it begins and as it ends; before and after whenever they are said."""

from datetime import datetime
from uuid import uuid4

import pytest

from tests.checkins.words import moment
from tests.resets.words import session, url
from tests.times import DAY, HOUR, MINUTE, SECOND, WEEK
from wellbeing.resets.models import Reset
from wellbeing.resets.rules import KINDS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_stored_as_it_begins(kind, asha, signed_in):
    at = moment(MINUTE)

    response = signed_in(asha).put(url(uuid4()), session(kind, at=at))

    assert response.status_code == 201
    said = response.json()
    assert (said["kind"], said["planned_seconds"], said["ended_at"]) == (kind, 60, None)
    assert (said["before"], said["after"]) == (None, None)
    assert said["started_at"] == at.isoformat()


def test_a_later_revision_brings_the_end_and_how_it_was(asha, signed_in):
    phone, id, at = signed_in(asha), uuid4(), moment(5 * MINUTE)
    phone.put(url(id), session(at=at, before=2))

    body = session(at=at, lasted=40 * SECOND, revision=2, before=2, after=4)
    response = phone.put(url(id), body)

    assert response.status_code == 200
    said = phone.get(url(id)).json()
    assert datetime.fromisoformat(said["ended_at"]) == at + 40 * SECOND
    assert said["ended_at"].endswith("+01:00")
    assert (said["before"], said["after"]) == (2, 4)
    assert Reset.objects.count() == 1


def test_a_repeat_or_an_older_revision_changes_nothing(asha, signed_in):
    phone, id, at = signed_in(asha), uuid4(), moment(5 * MINUTE)
    phone.put(url(id), session(at=at, lasted=MINUTE, revision=2, after=4))

    late = phone.put(url(id), session(at=at, revision=1))

    assert late.status_code == 200
    assert late.json()["after"] == 4


def test_two_resets_may_overlap(asha, signed_in):
    phone, at = signed_in(asha), moment(5 * MINUTE)

    for kind in ("walk", "box"):
        assert phone.put(url(uuid4()), session(kind, at=at, lasted=MINUTE)).status_code == 201


def test_how_it_was_may_be_said_for_twelve_hours_of_the_phones_own_time(asha, signed_in):
    phone, id, at = signed_in(asha), uuid4(), moment(DAY)
    last = (at + 12 * HOUR).isoformat()
    late = (at + 12 * HOUR + SECOND).isoformat()

    assert phone.put(url(id), session(at=at, revised_at=last)).status_code == 201
    refused = phone.put(url(id), session(at=at, revision=2, revised_at=late))

    assert refused.status_code == 409
    assert refused.json()["code"] == "revising_ended"


def test_a_clock_that_is_set_right_in_between_changes_no_length(asha, signed_in):
    """Two days slow as it began; the end is told by the same clock, and corrected with it."""
    slow = moment(2 * DAY)
    body = session(at=slow - 3 * MINUTE, lasted=2 * MINUTE)

    response = signed_in(asha).put(url(uuid4()), body, headers={"Device-Time": slow.isoformat()})

    said = response.json()
    began, ended = (datetime.fromisoformat(said[name]) for name in ("started_at", "ended_at"))
    assert abs(began - moment(3 * MINUTE)) < 10 * SECOND
    assert ended - began == 2 * MINUTE


def test_undo_leaves_an_id_that_a_late_repeat_cannot_bring_back(asha, signed_in):
    phone, id, body = signed_in(asha), uuid4(), session(lasted=SECOND, before=1)
    phone.put(url(id), body)

    assert phone.delete(url(id)).status_code == 204
    assert phone.put(url(id), body | {"revision": 9}).status_code == 410
    assert phone.get(url(id)).status_code == 404
    left = Reset.objects.get()
    assert (left.kind, left.started_at, left.lasted, left.before) == ("", None, None, None)
    assert phone.get("/api/v1/resets").json()["results"] == [{"id": str(id), "forgotten": True}]


def test_undo_that_overtakes_its_reset_still_wins(asha, signed_in):
    phone, id = signed_in(asha), uuid4()

    assert phone.delete(url(id)).status_code == 204
    assert phone.put(url(id), session()).status_code == 410


@pytest.mark.parametrize(("age", "status"), [(5 * WEEK - MINUTE, 201), (5 * WEEK + MINUTE, 422)])
def test_a_phone_may_be_offline_for_five_weeks(asha, signed_in, age, status):
    response = signed_in(asha).put(url(uuid4()), session(at=moment(age)))

    assert response.status_code == status


def test_another_phone_catches_up_from_its_cursor(asha, signed_in):
    phone, first, second = signed_in(asha), uuid4(), uuid4()
    phone.put(url(first), session("walk"))
    page = phone.get("/api/v1/resets").json()
    phone.put(url(second), session("music"))

    later = phone.get("/api/v1/resets", {"since": page["cursor"]}).json()

    assert [row["id"] for row in page["results"]] == [str(first)]
    assert [row["id"] for row in later["results"]][-1] == str(second)
    assert later["more"] is False


def test_a_reset_costs_one_statement_beside_the_session(asha, signed_in, django_assert_num_queries):
    phone = signed_in(asha)

    with django_assert_num_queries(3):  # session, person, the one INSERT
        phone.put(url(uuid4()), session())
