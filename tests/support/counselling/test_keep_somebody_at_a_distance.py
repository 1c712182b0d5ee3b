"""Two people whom one of them keeps apart: they meet in no new appointment, by no way."""

from uuid import uuid4

import pytest
from django.utils import timezone

from tests.support.counselling.diary import FREE, booked, fresh, sees_people, url, wish
from tests.times import HOUR
from wellbeing.support.counselling.models import KeptTime, TimeWait
from wellbeing.support.counselling.rules import HOLD
from wellbeing.support.counselling.services import line, waiting
from wellbeing.support.counselling.services.changes import cancel
from wellbeing.support.counselling.services.posting import link_of
from wellbeing.support.kept_apart.models import Exclusion

pytestmark = pytest.mark.django_db

WAIT = "/api/v1/time-waits/mine"


@pytest.fixture(params=["by the client", "by the counsellor"])
def apart(request, asha, cole):
    """Whoever of the two wished for it."""
    owner, other = (asha, cole) if request.param == "by the client" else (cole, asha)

    def wished() -> None:
        on = timezone.now().date()
        Exclusion.objects.create(owner=owner, id=uuid4(), excluded=other, known_as="-", made_on=on)

    return wished


def test_no_time_with_them_is_free_and_none_is_booked(asha, cole, dana, free, apart, signed_in):
    sees_people(dana)
    at, phone = free(asha), signed_in(asha)
    apart()

    seen = phone.get(FREE).json()
    assert [one["name"] for one in seen["counsellors"]] == ["Dana"]
    assert {one["counsellor"] for one in seen["results"]} == {str(dana.pk)}
    assert phone.put(url(uuid4()), wish(cole, at)).status_code == 404
    assert phone.put(url(uuid4()), wish(cole, at, or_next=True)).status_code == 404


def test_for_everybody_else_nothing_changes(ben, cole, free, apart, signed_in):
    apart()

    assert signed_in(ben).put(url(uuid4()), wish(cole, free(ben))).status_code == 201


def test_what_was_agreed_stands_but_is_not_moved_to_another_time_with_them(
    asha, hers, free, apart, signed_in
):
    target, phone = free(asha, 9), signed_in(asha)
    apart()

    assert phone.get(url(hers.id, "time")).json()["results"] == []
    said = phone.put(url(hers.id, "time"), {"starts_at": target.isoformat()})
    assert (said.status_code, said.json()["code"]) == (409, "time_taken")
    assert fresh(hers).cancelled_at is None
    assert phone.delete(url(hers.id)).status_code == 204


def test_nor_by_the_link(asha, hers, free, apart, stranger):
    target = free(asha, 9)
    said = {"secret": link_of(hers).rsplit("/", 1)[-1]}
    apart()

    assert stranger.post("/api/v1/appointment-looks", said).json()["free"] == []
    moved = stranger.post("/api/v1/appointment-moves", said | {"starts_at": target.isoformat()})
    assert moved.status_code == 409
    assert fresh(hers).starts_at == hers.starts_at


def test_waiting_for_anybody_is_not_waiting_for_them(asha, ben, cole, free, apart, signed_in):
    now = timezone.now()
    row = booked(ben, cole, free(ben), now=now)
    waiting.wait_for_time(asha, counsellor=None, until=None, now=now)
    apart()

    cancel(row, by=ben.pk, now=now)
    waiting.look_out(now=now)

    assert not KeptTime.objects.exists()
    assert signed_in(asha).put(WAIT, {"counsellor": str(cole.pk)}).status_code == 404


def test_a_time_that_was_kept_with_them_is_shown_and_taken_no_more(
    asha, ben, cole, free, apart, signed_in
):
    now, phone = timezone.now(), signed_in(asha)
    row = booked(ben, cole, free(ben), now=now)
    waiting.wait_for_time(asha, counsellor=None, until=None, now=now)
    waiting.wait_for_time(ben, counsellor=None, until=None, now=now + HOUR)
    cancel(row, by=None, now=now)
    assert phone.get(WAIT).json()["offer"]
    apart()

    assert phone.get(WAIT).json()["offer"] is None
    assert phone.put(url(uuid4()), wish(cole, row.starts_at)).status_code == 404
    line.sweep(now=now + HOLD)
    assert not KeptTime.objects.open().filter(client=asha).exists()
    assert TimeWait.objects.filter(client=asha).exists()


def test_nothing_earlier_with_them_is_kept_shown_or_taken(
    asha, ben, cole, hers, free, apart, signed_in
):
    now, phone = timezone.now(), signed_in(asha)
    early, other = (booked(ben, cole, free(ben), now=now) for _ in range(2))
    line.stand_in_line(hers, now=now)
    cancel(early, by=ben.pk, now=now)
    assert phone.get(url(hers.id)).json()["offer"]
    apart()

    assert phone.get(url(hers.id)).json()["offer"] is None
    assert phone.put(url(hers.id, "offer")).json()["code"] == "offer_over"
    phone.delete(url(hers.id, "offer"))
    cancel(other, by=ben.pk, now=now)
    assert not KeptTime.objects.open().exists()
