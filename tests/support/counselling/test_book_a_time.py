"""A client books: with whom, when, under which name, and never twice at once."""

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts.models import RoleGrant
from accounts.models.people import Role
from tests.support.counselling.diary import BOOKINGS, FREE, booked, sees_people, url, utc, wish
from tests.times import DAY, HOUR, LONG_AGO, MINUTE
from wellbeing.support.counselling.models import BookedQuarter, Booking
from wellbeing.support.counselling.selectors.times import free_times
from wellbeing.support.counselling.services.changes import move
from wellbeing.support.uses.models import Use

pytestmark = pytest.mark.django_db


def test_everybody_signed_in_sees_the_next_free_times(asha, diary, signed_in):
    found = signed_in(asha).get(FREE).json()

    assert [one["name"] for one in found["counsellors"]] == ["Cole"]
    times = [datetime.fromisoformat(one["starts_at"]) for one in found["results"]]
    assert times == sorted(times)
    walls = {time.astimezone(ZoneInfo("Europe/Warsaw")).hour for time in times}
    assert walls == set(range(9, 17))
    assert found["more_from"] is not None


def test_no_time_is_nearer_than_the_notice_or_beyond_the_horizon(asha, diary, signed_in):
    diary.notice_minutes, diary.horizon_days = 24 * 60, 2
    diary.save()
    now = timezone.now()

    for one in signed_in(asha).get(FREE).json()["results"]:
        assert DAY - MINUTE <= datetime.fromisoformat(one["starts_at"]) - now <= 2 * DAY


def test_a_time_outside_of_these_is_refused_by_the_server_too(asha, cole, diary, signed_in):
    phone = signed_in(asha)
    soon = (timezone.now() + timedelta(minutes=30)).replace(minute=0, second=0, microsecond=0)

    for at in (soon, timezone.now() + 40 * DAY, timezone.now() - DAY):
        assert phone.put(url(uuid4()), wish(cole, at)).status_code == 409
    assert not Booking.objects.exists()


def test_an_appointment_says_where_to_the_client_once_it_is_booked(asha, cole, free, signed_in):
    phone, id = signed_in(asha), uuid4()
    assert "Room 3.14" not in phone.get(FREE).content.decode()

    made = phone.put(url(id), wish(cole, free(asha), topic="Sleep", reminders=["hour", "day"]))

    assert made.status_code == 201
    said = made.json()
    assert (said["place"], said["topic"], said["alias"]) == ("Room 3.14", "Sleep", "")
    assert said["reminders"] == ["day", "hour"]
    assert [one["id"] for one in phone.get(BOOKINGS).json()["results"]] == [str(id)]


def test_a_repeat_is_the_same_appointment(asha, cole, free, signed_in):
    phone, id, at = signed_in(asha), uuid4(), free(asha)
    first = phone.put(url(id), wish(cole, at))

    again = phone.put(url(id), wish(cole, free(asha, 5), topic="Something else"))

    assert again.status_code == 200
    assert again.json() == first.json()
    assert Booking.objects.count() == 1


def test_two_clients_may_use_the_same_id(asha, ben, cole, free, signed_in):
    id = uuid4()
    assert signed_in(asha).put(url(id), wish(cole, free(asha))).status_code == 201
    assert signed_in(ben).put(url(id), wish(cole, free(ben))).status_code == 201


def test_the_topic_is_sealed_and_the_row_says_nothing(hers):
    stored = Booking.objects.filter(pk=hers.pk).values_list("topic", flat=True).get()

    assert b"night" not in bytes(stored)


def test_that_somebody_asked_is_noted_without_them(asha, hers):
    use = Use.objects.get()

    assert use.kind == "counsellor"
    assert str(asha.pk) not in str(vars(use))


def test_moving_notes_no_further_use(hers, free, asha):
    move(hers, starts_at=free(asha, 8), by=asha.pk, now=timezone.now())

    assert Use.objects.count() == 1


def test_two_appointments_ahead_are_enough(asha, cole, free, signed_in):
    phone = signed_in(asha)
    for _ in range(2):
        assert phone.put(url(uuid4()), wish(cole, free(asha))).status_code == 201

    third = phone.put(url(uuid4()), wish(cole, free(asha)))

    assert (third.status_code, third.json()["code"]) == (409, "enough_booked")


def test_one_that_is_over_makes_room_for_another(asha, cole, free):
    now = timezone.now()
    for _ in range(2):
        booked(asha, cole, free(asha), now=now)
    later = Booking.objects.order_by("ends_at").last().ends_at + HOUR

    assert booked(asha, cole, free(asha, 0, later), now=later).seat in {1, 2}


def test_nobody_has_two_at_one_time_with_two_counsellors(asha, cole, dana, free, signed_in):
    sees_people(dana)
    phone, at = signed_in(asha), free(asha)
    phone.put(url(uuid4()), wish(cole, at))

    second = phone.put(url(uuid4()), wish(dana, at))

    assert (second.status_code, second.json()["code"]) == (409, "busy_then")


def test_the_pause_after_an_appointment_is_taken_as_well(asha, ben, cole, diary, free):
    first = booked(asha, cole, free(asha), now=timezone.now())

    taken = BookedQuarter.objects.filter(person=cole).order_by("at").values_list("at", flat=True)
    assert list(taken) == [first.starts_at + n * 15 * MINUTE for n in range(4)]
    assert BookedQuarter.objects.filter(person=asha).count() == 4  # 50 minutes touch four
    assert free(ben) == first.starts_at + HOUR


def test_a_counsellor_of_another_site_is_not_found(asha, cole, diary, department, signed_in):
    other = type(department).objects.create(
        kind="site", name="Lisboa", parent=department.parent.parent
    )
    RoleGrant.objects.filter(person=cole).update(unit=other)
    phone = signed_in(asha)

    assert phone.get(FREE).json()["counsellors"] == []
    assert phone.put(url(uuid4()), wish(cole, timezone.now() + DAY)).status_code == 404


def test_somebody_whose_role_ended_cannot_be_booked(asha, cole, diary, signed_in):
    RoleGrant.objects.filter(person=cole).update(until=timezone.now())

    assert signed_in(asha).get(FREE).json() == {
        "counsellors": [], "results": [], "more_from": None
    }  # fmt: skip


def test_counsellors_may_be_clients_of_each_other_and_never_of_themselves(
    cole, dana, diary, signed_in
):
    sees_people(dana)
    phone = signed_in(cole)

    assert [one["name"] for one in phone.get(FREE).json()["counsellors"]] == ["Dana"]
    assert phone.put(url(uuid4()), wish(cole, timezone.now() + DAY)).status_code == 404


def test_across_the_end_of_summer_time_in_two_zones(asha, cole):
    """Cole works in Warsaw, Asha reads in New York: for a week they are an hour nearer."""
    now = utc(2026, 10, 20, 12)
    diary = sees_people(cole, hours=(15, 17))
    zone = ZoneInfo("America/New_York")

    times = [one.slot.starts_at for one in free_times([diary], asha, now=now)]
    threes = [at for at in times if at.astimezone(ZoneInfo("Europe/Warsaw")).hour == 15]
    in_new_york = {at.date(): at.astimezone(zone).hour for at in threes}

    assert in_new_york[utc(2026, 10, 23).date()] == 9
    assert in_new_york[utc(2026, 10, 26).date()] == 10  # Europe's clocks went back, New York's not
    assert in_new_york[utc(2026, 11, 2).date()] == 9
    row = booked(asha, cole, times[0], now=now)
    moved = move(row, starts_at=utc(2026, 10, 26, 14), by=asha.pk, now=now)
    assert moved.starts_at.astimezone(ZoneInfo("Europe/Warsaw")).hour == 15


@pytest.mark.parametrize(
    "body",
    [
        {"alias": "x" * 41},
        {"topic": "x" * 501},
        {"reminders": ["week"]},
        {"starts_at": "soon"},
        {"counsellor": "cole"},
    ],
)
def test_only_what_can_be_said(body, asha, cole, free, signed_in):
    response = signed_in(asha).put(url(uuid4()), wish(cole, free(asha)) | body)

    assert response.status_code == 400
    assert not Booking.objects.exists()


def test_without_a_role_of_their_own_a_grant_from_long_ago_counts(person, diary, signed_in):
    mona = person("mona", Role.MANAGER)
    assert mona.role_grants.get().starts_at == LONG_AGO
    assert signed_in(mona).get(FREE).json()["results"]
