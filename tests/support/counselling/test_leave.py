"""Somebody leaves: whoever would have met them hears of it, and their times go to the next."""

import pytest
from django.utils import timezone

from accounts.models import RoleGrant
from tests.support.counselling.diary import BOOKINGS, booked, fresh
from tests.times import DAY, HOUR, SECOND
from wellbeing.core.models import OutboxEvent
from wellbeing.support.counselling.models import Booking, Hours, KeptTime, TimeWait
from wellbeing.support.counselling.services import leaving, line, waiting

pytestmark = pytest.mark.django_db


def gone(person) -> None:
    person.is_active = False
    person.save()
    leaving.leave(person.pk, now=timezone.now())


def told() -> set[str]:
    rows = OutboxEvent.objects.filter(name="AppointmentChanged", payload__told=True)
    return {row["person_id"] for row in rows.values_list("payload", flat=True)}


def test_a_counsellor_who_left_is_met_by_nobody_and_each_client_is_told(
    asha, cole, hers, signed_in
):
    OutboxEvent.objects.all().delete()
    gone(cole)

    (mine,) = signed_in(asha).get(BOOKINGS).json()["results"]
    assert (mine["state"], mine["news"]) == ("cancelled", "counsellor_gone")
    assert told() == {str(asha.pk)}
    assert not Hours.objects.exists()


def test_one_whose_role_ends_by_itself_is_noticed(asha, cole, hers):
    now = timezone.now()
    RoleGrant.objects.filter(person=cole).update(until=now)
    OutboxEvent.objects.all().delete()

    leaving.close_forsaken(now=now + HOUR - SECOND)
    assert fresh(hers).cancelled_at is None  # it may be renewed with a gap
    for _ in range(2):
        leaving.close_forsaken(now=now + HOUR)

    assert fresh(hers).news == "counsellor_gone"
    assert told() == {str(asha.pk)}
    assert Hours.objects.exists()  # the role may come back


def test_a_role_that_begins_anew_keeps_what_is_ahead_from_then_on(asha, ben, cole, hers, free):
    now = timezone.now()
    later = booked(ben, cole, free(ben, 9), now=now)
    waiting.wait_for_time(ben, counsellor=cole.pk, until=None, now=now)
    grant = RoleGrant.objects.get(person=cole)
    RoleGrant.objects.filter(pk=grant.pk).update(until=now)
    begins = later.starts_at - HOUR
    RoleGrant.objects.create(person=cole, role=grant.role, unit=grant.unit, starts_at=begins)

    leaving.close_forsaken(now=now + HOUR)

    assert fresh(hers).news == "counsellor_gone"  # falls into the gap
    assert fresh(later).cancelled_at is None
    assert TimeWait.objects.get().counsellor == cole


def test_a_role_renewed_a_few_seconds_later_changes_nothing(asha, cole, hers):
    now = timezone.now()
    grant = RoleGrant.objects.get(person=cole)
    RoleGrant.objects.filter(pk=grant.pk).update(until=now)
    leaving.close_forsaken(now=now + 2 * SECOND)
    again = now + 5 * SECOND
    RoleGrant.objects.create(person=cole, role=grant.role, unit=grant.unit, starts_at=again)

    for later in (3 * SECOND, 6 * SECOND, 2 * HOUR):
        leaving.close_forsaken(now=now + later)

    assert fresh(hers).cancelled_at is None


def test_as_long_as_the_role_stands_nothing_is_closed(hers):
    leaving.close_forsaken(now=timezone.now())

    assert fresh(hers).cancelled_at is None


def test_what_was_before_stays_as_it_was(asha, cole, hers):
    Booking.objects.update(starts_at=timezone.now() - DAY, ends_at=timezone.now() - DAY + HOUR)
    gone(cole)

    assert fresh(hers).cancelled_at is None


def test_whoever_waited_for_them_waits_for_anybody_and_is_told(asha, ben, cole, hers, free):
    now = timezone.now()
    early = booked(ben, cole, free(ben), now=now)
    line.stand_in_line(hers, now=now)
    waiting.wait_for_time(ben, counsellor=cole.pk, until=None, now=now)
    OutboxEvent.objects.all().delete()

    gone(cole)

    assert fresh(early).news == "counsellor_gone"
    assert TimeWait.objects.get().counsellor is None
    assert told() == {str(asha.pk), str(ben.pk)}
    assert not KeptTime.objects.open().exists()  # the leaver's times are nobody's


def test_a_client_who_left_frees_their_time_for_the_next_in_line(asha, ben, cole, hers):
    waiting.wait_for_time(ben, counsellor=None, until=None, now=timezone.now())
    OutboxEvent.objects.all().delete()

    gone(asha)

    kept = KeptTime.objects.open().get()
    assert (kept.client, kept.starts_at) == (ben, hers.starts_at)
    assert str(cole.pk) in told()


def test_a_client_who_left_waits_no_more(asha, ben, cole, diary, free):
    now = timezone.now()
    row = booked(ben, cole, free(ben), now=now)
    waiting.wait_for_time(asha, counsellor=None, until=None, now=now)
    gone(asha)

    assert not TimeWait.objects.exists()
    gone(ben)
    assert fresh(row).cancelled_at
    assert not KeptTime.objects.open().exists()
