"""Everything that is stored about somebody is counted for them, and for nobody else."""

from uuid import uuid4

import pytest

from tests.checkins.words import moment, tap, url
from tests.times import HOUR

pytestmark = pytest.mark.django_db


def of_kind(client, kind):
    holdings = client.get("/api/v1/holdings").json()
    return next(holding for holding in holdings if holding["kind"] == kind)


def test_a_new_person_is_on_the_roster_and_nowhere_else(asha, signed_in):
    phone = signed_in(asha)

    assert of_kind(phone, "roster")["count"] == 1
    assert of_kind(phone, "checkins") == {
        "kind": "checkins", "count": 0, "oldest_at": None, "newest_at": None
    }  # fmt: skip
    assert of_kind(phone, "views")["count"] == 0


def test_check_ins_are_counted_without_those_undone_and_without_anybody_elses(asha, ben, signed_in):
    phone, undone = signed_in(asha), uuid4()
    early, late = moment(HOUR), moment()
    for id, at in ((uuid4(), early), (uuid4(), late), (undone, moment())):
        phone.put(url(id), tap(at=at))
    phone.delete(url(undone))
    signed_in(ben).put(url(uuid4()), tap())

    found = of_kind(phone, "checkins")

    assert found["count"] == 2
    assert found["oldest_at"] < found["newest_at"]
