"""Everything is full: somebody waits without an appointment, and is told of a time once."""

from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts.models import RoleGrant, User
from tests.support.counselling.diary import booked, sees_people, url, wish
from tests.times import DAY, HOUR, MINUTE
from wellbeing.core.models import OutboxEvent
from wellbeing.support.counselling.models import Booking, Hours, KeptTime, Practice, TimeWait
from wellbeing.support.counselling.rules import HOLD, REST
from wellbeing.support.counselling.selectors.times import free_times
from wellbeing.support.counselling.services import leaving, line, waiting
from wellbeing.support.counselling.services.changes import cancel

pytestmark = pytest.mark.django_db

MINE = "/api/v1/time-waits/mine"


@pytest.fixture
def full(cole, pia) -> Booking:
    """Cole has one time tomorrow and one the day after, whatever hour it is now; both are Pia's."""
    now = timezone.now()
    since = (now.astimezone(ZoneInfo("Europe/Warsaw")) + DAY).date()
    practice = sees_people(cole, hours=(12, 13), since=since, horizon_days=4, notice_minutes=60)
    Hours.objects.update(valid_until=since + DAY)
    times = free_times([practice], pia, now=now)
    rows = [booked(pia, cole, one.slot.starts_at, now=now) for one in times[:2]]
    OutboxEvent.objects.all().delete()
    return rows[-1]


def waits(client, *, now=None, counsellor=None, until=None) -> TimeWait:
    now = now or timezone.now()
    return waiting.wait_for_time(client, counsellor=counsellor, until=until, now=now)


def kept_for() -> list[str]:
    return [kept.client.name for kept in KeptTime.objects.open()]


def told() -> list[str]:
    events = OutboxEvent.objects.filter(name="AppointmentChanged", payload__told=True)
    return [one["person_id"] for one in events.values_list("payload", flat=True)]


def test_somebody_waits_and_sees_it_and_takes_it_back(asha, cole, full, signed_in):
    phone = signed_in(asha)
    assert phone.get(MINE).json() == {
        "waiting": False, "counsellor": None, "name": "", "until": None, "offer": None
    }  # fmt: skip

    said = phone.put(MINE, {"counsellor": str(cole.pk)}).json()

    assert (said["waiting"], said["name"], said["offer"]) == (True, "Cole", None)
    assert phone.delete(MINE).status_code == 204
    assert phone.delete(MINE).status_code == 204
    assert phone.get(MINE).json()["waiting"] is False


def test_a_time_that_comes_free_is_kept_and_booked_as_any_other(asha, ben, cole, full, signed_in):
    waits(asha)
    cancel(full, by=full.client_id, now=timezone.now())
    phone = signed_in(asha)

    offer = phone.get(MINE).json()["offer"]
    assert (offer["name"], offer["counsellor"]) == ("Cole", str(cole.pk))
    assert signed_in(ben).put(url(uuid4()), wish(cole, offer["starts_at"])).status_code == 409
    id = uuid4()
    body = wish(cole, offer["starts_at"], alias="Blue Heron")
    assert phone.put(url(id), body).status_code == 201
    assert phone.put(url(id), body).status_code == 200
    assert phone.get(MINE).json()["waiting"] is False
    assert not KeptTime.objects.open().exists()


def test_it_is_booked_also_when_the_notice_is_over_by_then(asha, cole, full):
    waits(asha)
    at = full.starts_at - 61 * MINUTE
    cancel(full, by=full.client_id, now=at)

    row = booked(asha, cole, full.starts_at, now=at + 10 * MINUTE)

    assert row.starts_at == full.starts_at


def test_whoever_asked_first_is_told_first_each_once(asha, ben, full):
    now = timezone.now()
    waits(ben, now=now - HOUR)
    waits(asha, now=now)

    cancel(full, by=full.client_id, now=now)
    assert (kept_for(), told()) == (["Ben"], [str(full.counsellor_id), str(ben.pk)])
    for _ in range(2):
        line.sweep(now=now + HOLD)
    assert (kept_for(), told()[2:]) == (["Asha"], [str(asha.pk)])
    for later in (2 * HOLD, 3 * HOLD, REST + HOLD, REST + 4 * HOLD):
        line.sweep(now=now + later)
        waiting.look_out(now=now + later)
    assert len(told()) == 3  # of this one time; and nobody else has it
    assert TimeWait.objects.count() == 2


def test_one_line_for_those_with_an_appointment_and_those_without(asha, ben, cole, free):
    """The one who asked first: Ben has a later time, Asha has none."""
    now = timezone.now()
    early = booked(asha, cole, free(asha), now=now)
    later = booked(ben, cole, free(ben, 5), now=now)
    Booking.objects.filter(pk=early.pk).update(client=_other())
    line.stand_in_line(later, now=now)
    waits(asha, now=now - HOUR)

    early.refresh_from_db()
    cancel(early, by=None, now=now)

    assert kept_for() == ["Asha"]


def _other() -> User:
    return User.objects.create_user("other", None, name="Other")


def test_declined_it_goes_on_at_once_and_the_place_stays(asha, ben, full, signed_in):
    now = timezone.now()
    waits(asha, now=now - HOUR)
    waits(ben, now=now)
    cancel(full, by=full.client_id, now=now)

    assert signed_in(asha).delete(f"{MINE}/offer").status_code == 204

    assert kept_for() == ["Ben"]
    assert TimeWait.objects.filter(client=asha).exists()


def test_new_hours_are_a_time_that_comes_free(asha, cole, full):
    now = timezone.now()
    waits(asha)
    waiting.look_out(now=now)
    assert kept_for() == []

    Hours.objects.create(
        counsellor=cole,
        id=uuid4(),
        weekdays=list(range(7)),
        from_time="15:00",
        to_time="16:00",
        minutes=50,
        pause=10,
        valid_from="2020-01-01",
    )
    for _ in range(2):
        waiting.look_out(now=now)

    assert kept_for() == ["Asha"]
    assert told() == [str(asha.pk)]


def test_only_with_whom_and_until_when_they_said(asha, ben, dana, full):
    sees_people(dana, hours=(12, 12 + 1), horizon_days=1, notice_minutes=0, zone="UTC")
    Practice.objects.filter(pk=dana.pk).update(horizon_days=1)
    Hours.objects.filter(counsellor=dana).delete()
    now = timezone.now()
    waits(asha, counsellor=dana.pk)
    waits(ben, until=full.starts_at - MINUTE)

    cancel(full, by=full.client_id, now=now)

    assert kept_for() == []


def test_a_place_in_line_ends_by_itself(asha, full):
    now = timezone.now()
    waits(asha, now=now, until=now + DAY)

    leaving.forget_old(kept=90 * DAY, cancelled_kept=28 * DAY, now=now + DAY)

    assert not TimeWait.objects.exists()


def test_at_most_sixty_days_ahead(asha, full):
    now = timezone.now()

    assert waits(asha, now=now, until=now + 400 * DAY).until == now + 60 * DAY
    assert waits(asha, now=now).until == now + 28 * DAY


def test_to_say_it_again_keeps_the_place(asha, cole, full):
    now = timezone.now()
    first = waits(asha, now=now - HOUR)
    again = waits(asha, now=now, counsellor=cole.pk)

    assert TimeWait.objects.get().asked_at == first.asked_at
    assert again.counsellor_id == cole.pk


def test_who_has_two_ahead_waits_for_none(pia, cole, full, signed_in):
    said = signed_in(pia).put(MINE, {})

    assert (said.status_code, said.json()["code"]) == (409, "enough_booked")


def test_a_counsellor_of_other_people_is_not_found(asha, cole, full, department, signed_in):
    other = type(department).objects.create(
        kind="site", name="Lisboa", parent=department.parent.parent
    )
    waits(asha)
    RoleGrant.objects.filter(person=cole).update(unit=other)

    assert signed_in(asha).put(MINE, {"counsellor": str(cole.pk)}).status_code == 404
    cancel(full, by=full.client_id, now=timezone.now())
    assert kept_for() == []


def test_who_gave_it_up_is_not_asked_whether_they_want_it(pia, ben, full):
    Booking.objects.exclude(pk=full.pk).update(seat=None, cancelled_at=timezone.now())
    waits(pia)

    cancel(full, by=pia.pk, now=timezone.now())

    assert kept_for() == []


def test_out_of_the_line_what_was_kept_goes_on(asha, ben, full, signed_in):
    now = timezone.now()
    waits(asha, now=now - HOUR)
    waits(ben, now=now)
    cancel(full, by=full.client_id, now=now)

    signed_in(asha).delete(MINE)

    assert kept_for() == ["Ben"]
