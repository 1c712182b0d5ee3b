"""A time that gets free is kept for the first in line, then for the next, and then it is free."""

import pytest
from django.utils import timezone

from tests.support.counselling.diary import BOOKINGS, booked, fresh, url
from tests.times import MINUTE
from wellbeing.support.counselling.models import BookedQuarter, KeptTime, Wait
from wellbeing.support.counselling.rules import HOLD
from wellbeing.support.counselling.services import line
from wellbeing.support.counselling.services.changes import cancel

pytestmark = pytest.mark.django_db


@pytest.fixture
def early(pia, cole, free):
    return booked(pia, cole, free(pia), now=timezone.now())


@pytest.fixture
def in_line(asha, ben, cole, free, early):
    """Asha first, then Ben; both have later times."""
    now = timezone.now()
    rows = [booked(person, cole, free(person, 5), now=now) for person in (asha, ben)]
    for n, row in enumerate(rows):
        line.stand_in_line(row, now=now + n * MINUTE)
    return rows


def kept_for() -> list[str]:
    return [kept.booking.client.name for kept in KeptTime.objects.open()]


def test_the_first_in_line_has_it_for_a_quarter_of_an_hour(early, in_line, asha, pia, signed_in):
    cancel(early, by=pia.pk, now=timezone.now())

    assert kept_for() == ["Asha"]
    (mine,) = signed_in(asha).get(BOOKINGS).json()["results"]
    assert mine["offer"]["starts_at"] == f"{early.starts_at:%Y-%m-%dT%H:%M:%SZ}"


def test_nobody_else_can_book_it_meanwhile(early, in_line, pia, free):
    cancel(early, by=pia.pk, now=timezone.now())

    assert free(pia) != early.starts_at


def test_taken_the_appointment_moves_and_its_own_time_goes_on_to_the_next(
    early, in_line, asha, pia, signed_in
):
    cancel(early, by=pia.pk, now=timezone.now())
    mine = in_line[0]

    said = signed_in(asha).put(url(mine.id, "offer"))

    assert said.status_code == 200
    assert fresh(mine).starts_at == early.starts_at
    assert not Wait.objects.filter(booking=mine).exists()
    assert kept_for() == ["Ben"]  # of the time that Asha left, which is before his
    assert KeptTime.objects.open().get().starts_at == mine.starts_at


def test_too_late_it_goes_to_the_next_and_then_to_everybody(early, in_line, pia, free):
    now = timezone.now()
    cancel(early, by=pia.pk, now=now)

    line.sweep(now=now + HOLD)
    assert kept_for() == ["Ben"]
    line.sweep(now=now + 2 * HOLD)
    assert kept_for() == []
    assert free(pia) == early.starts_at


def test_declined_it_goes_on_at_once_and_the_place_in_line_stays(
    early, in_line, asha, pia, signed_in
):
    cancel(early, by=pia.pk, now=timezone.now())

    assert signed_in(asha).delete(url(in_line[0].id, "offer")).status_code == 204

    assert kept_for() == ["Ben"]
    assert Wait.objects.filter(booking=in_line[0]).exists()


def test_an_offer_that_is_over_is_not_taken(early, in_line, asha, pia, signed_in):
    cancel(early, by=pia.pk, now=timezone.now())
    KeptTime.objects.update(until=timezone.now())

    said = signed_in(asha).put(url(in_line[0].id, "offer"))

    assert (said.status_code, said.json()["code"]) == (409, "offer_over")


def test_out_of_the_line_nothing_is_kept(early, in_line, asha, pia, signed_in):
    signed_in(asha).delete(url(in_line[0].id, "wait"))

    cancel(early, by=pia.pk, now=timezone.now())

    assert kept_for() == ["Ben"]


def test_whoever_cancels_while_it_is_kept_lets_it_go_on(early, in_line, asha, pia):
    cancel(early, by=pia.pk, now=timezone.now())
    cancel(in_line[0], by=asha.pk, now=timezone.now())

    assert KeptTime.objects.open().filter(starts_at=early.starts_at).count() == 1
    assert kept_for() == ["Ben"]


def test_a_time_within_the_notice_is_kept_for_nobody(early, in_line, pia):
    cancel(early, by=pia.pk, now=early.starts_at - 90 * MINUTE)

    assert kept_for() == []
    assert not BookedQuarter.objects.filter(kept_time__isnull=False).exists()
