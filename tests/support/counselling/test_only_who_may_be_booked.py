"""A counsellor who is there for others now: nothing more is taken with them, by no way."""

from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import RoleGrant
from tests.support.counselling.diary import FREE, booked, fresh, url, wish
from wellbeing.support.counselling.models import KeptTime
from wellbeing.support.counselling.services import line
from wellbeing.support.counselling.services.changes import cancel
from wellbeing.support.counselling.services.posting import link_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def elsewhere(cole, department):
    """Cole works for another site from now on."""

    def moves_on() -> None:
        site = type(department).objects.create(
            kind="site", name="Lisboa", parent=department.parent.parent
        )
        RoleGrant.objects.filter(person=cole).update(unit=site)

    return moves_on


def test_no_time_is_offered_to_move_to_and_none_is_taken(asha, hers, free, elsewhere, signed_in):
    target, phone = free(asha, 9), signed_in(asha)
    elsewhere()

    assert phone.get(url(hers.id, "time")).json()["results"] == []
    said = phone.put(url(hers.id, "time"), {"starts_at": target.isoformat()})
    assert (said.status_code, said.json()["code"]) == (409, "time_taken")
    assert fresh(hers).starts_at == hers.starts_at


def test_nor_by_the_link(asha, hers, free, elsewhere, stranger):
    target = free(asha, 9)
    said = {"secret": link_of(hers).rsplit("/", 1)[-1]}
    elsewhere()

    assert stranger.post("/api/v1/appointment-looks", said).json()["free"] == []
    moved = stranger.post("/api/v1/appointment-moves", said | {"starts_at": target.isoformat()})
    assert moved.status_code == 409
    assert fresh(hers).starts_at == hers.starts_at


def test_nothing_earlier_is_kept_and_what_was_kept_is_not_taken(
    asha, pia, cole, hers, free, elsewhere, signed_in
):
    now = timezone.now()
    early, other = (booked(pia, cole, free(pia), now=now) for _ in range(2))
    line.stand_in_line(hers, now=now)
    cancel(early, by=pia.pk, now=now)
    assert KeptTime.objects.open().count() == 1
    elsewhere()

    said = signed_in(asha).put(url(hers.id, "offer"))
    assert (said.status_code, said.json()["code"]) == (409, "offer_over")
    signed_in(asha).delete(url(hers.id, "offer"))
    cancel(other, by=pia.pk, now=now)
    assert not KeptTime.objects.open().exists()


def test_no_first_time_either(asha, cole, free, elsewhere, signed_in):
    at, phone = free(asha), signed_in(asha)
    elsewhere()

    assert phone.get(FREE).json()["results"] == []
    assert phone.put(url(uuid4()), wish(cole, at)).status_code == 404


def test_what_was_agreed_stands_and_can_be_cancelled(asha, hers, elsewhere, signed_in):
    elsewhere()

    assert signed_in(asha).delete(url(hers.id)).status_code == 204
