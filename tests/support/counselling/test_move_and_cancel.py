"""Either of the two changes an appointment; the other hears of it, and of nothing else."""

import pytest
from django.utils import timezone

from tests.support.counselling.diary import APPOINTMENTS, BOOKINGS, booked, fresh, url
from tests.times import MINUTE
from wellbeing.core.models import DataKey, OutboxEvent
from wellbeing.support.counselling.models import BookedQuarter, Reminder
from wellbeing.support.counselling.services.changes import cancel, move
from wellbeing.support.counselling.services.errors import AppointmentOver

pytestmark = pytest.mark.django_db


def told() -> set[tuple[str, bool]]:
    rows = OutboxEvent.objects.filter(name="AppointmentChanged").values_list("payload", flat=True)
    return {(row["person_id"], row["told"]) for row in rows}


def test_a_move_takes_the_new_quarters_and_gives_the_old_ones_up(asha, ben, hers, free, signed_in):
    was, target = hers.starts_at, free(asha, 9)

    response = signed_in(asha).put(url(hers.id, "time"), {"starts_at": target.isoformat()})

    assert response.status_code == 200
    row = fresh(hers)
    assert (row.starts_at, row.sequence) == (target, 1)
    assert BookedQuarter.objects.filter(at=target).count() == 2  # of each of them
    assert not BookedQuarter.objects.filter(at=was).exists()


def test_an_overlapping_move_by_half_an_hour_is_possible(asha, hers, diary, signed_in):
    """Its own time does not stand in its way."""
    moves = signed_in(asha).get(url(hers.id, "time")).json()["results"]

    assert hers.starts_at.isoformat() not in [one["starts_at"] for one in moves]
    assert len(moves) > 10


def test_a_move_to_its_own_time_changes_nothing(asha, hers, signed_in):
    body = {"starts_at": hers.starts_at.isoformat()}

    assert signed_in(asha).put(url(hers.id, "time"), body).status_code == 200
    assert fresh(hers).sequence == 0


def test_a_move_to_where_somebody_is_keeps_what_there_was(asha, ben, cole, hers, free, signed_in):
    taken = booked(ben, cole, free(ben), now=timezone.now())

    response = signed_in(asha).put(url(hers.id, "time"), {"starts_at": taken.starts_at.isoformat()})

    assert (response.status_code, response.json()["code"]) == (409, "time_taken")
    assert fresh(hers).starts_at == hers.starts_at


def test_the_other_one_is_told_and_who_did_it_only_sees_it(asha, cole, hers, signed_in):
    OutboxEvent.objects.all().delete()

    signed_in(asha).delete(url(hers.id))

    assert told() == {(str(asha.pk), False), (str(cole.pk), True)}


def test_what_is_cancelled_is_free_again_and_its_topic_gone(asha, hers, free, signed_in):
    phone = signed_in(asha)

    assert phone.delete(url(hers.id)).status_code == 204

    row = fresh(hers)
    assert (row.topic, row.key, row.seat) == (None, None, None)
    assert not DataKey.objects.exists()
    assert not BookedQuarter.objects.exists()
    assert not Reminder.objects.exists()
    assert free(asha, 4) == hers.starts_at
    assert phone.get(BOOKINGS).json()["results"] == []


def test_cancelling_again_changes_nothing(asha, hers, signed_in):
    phone = signed_in(asha)
    phone.delete(url(hers.id))
    events = OutboxEvent.objects.count()

    assert phone.delete(url(hers.id)).status_code == 204
    assert OutboxEvent.objects.count() == events
    assert fresh(hers).sequence == 1


def test_a_counsellor_who_cannot_come_cancels_and_the_client_is_told(asha, cole, hers, signed_in):
    OutboxEvent.objects.all().delete()

    assert signed_in(cole).delete(f"{APPOINTMENTS}/{hers.ref}").status_code == 204

    assert fresh(hers).cancelled_at
    assert (str(asha.pk), True) in told()


def test_one_that_has_begun_is_neither_moved_nor_cancelled(asha, hers):
    begun = hers.starts_at + MINUTE

    with pytest.raises(AppointmentOver):
        cancel(hers, by=asha.pk, now=begun)
    with pytest.raises(AppointmentOver):
        move(hers, starts_at=hers.starts_at + 60 * MINUTE, by=asha.pk, now=begun)
