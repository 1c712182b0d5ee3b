"""Two hundred ask for one time in the same moment: one has it, the others are told what is free."""

from datetime import datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.utils import timezone

from accounts.models import User
from tests.at_once import at_once
from tests.people import ApiClient, sign_in
from tests.support.counselling.diary import FREE, booked, sees_people, url, wish
from tests.times import MINUTE
from wellbeing.support.counselling.models import (
    BookedQuarter,
    Booking,
    KeptTime,
    Practice,
    TimeWait,
    Wait,
)
from wellbeing.support.counselling.selectors.times import free_times
from wellbeing.support.counselling.services import changes, line, offers, reminders, waiting
from wellbeing.support.counselling.services.diary import take_time

pytestmark = pytest.mark.django_db(transaction=True)

CLIENTS = 200


@pytest.fixture
def phones(team) -> list[ApiClient]:
    agents = User.objects.bulk_create(
        User(personnel_number=f"n{n}", name=f"Agent {n}", unit=team) for n in range(CLIENTS)
    )
    return [phone_of(agent) for agent in agents]


def phone_of(agent: User) -> ApiClient:
    client = ApiClient()
    sign_in(client, agent, second_factor=False)
    return client


def ask(phone: ApiClient, body: dict, id: object = None):
    return lambda: phone.put(url(id or uuid4()), body)


def first_free(phone: ApiClient) -> str:
    return phone.get(FREE).json()["results"][0]["starts_at"]


def quarters_are_taken_once() -> bool:
    taken = list(BookedQuarter.objects.values_list("person", "at"))
    return len(taken) == len(set(taken))


def test_one_has_it_and_the_rest_hear_what_else_is_free(phones, cole):
    sees_people(cole)
    at = first_free(phones[0])

    said = at_once(*[ask(phone, wish(cole, at)) for phone in phones])

    codes = [one.status_code for one in said]
    assert codes.count(201) == 1
    assert codes.count(409) == CLIENTS - 1
    lost = next(one.json() for one in said if one.status_code == 409)
    assert lost["code"] == "time_taken"
    assert lost["next"]
    assert at not in [one["starts_at"] for one in lost["next"]]
    assert Booking.objects.count() == 1
    assert quarters_are_taken_once()


def test_whoever_takes_the_next_one_as_well_gets_a_time_of_their_own(phones, cole):
    sees_people(cole, hours=(8, 20), notice_minutes=0)
    at = first_free(phones[0])

    said = at_once(*[ask(phone, wish(cole, at, or_next=True)) for phone in phones])

    assert {one.status_code for one in said} == {201}
    times = [one.json()["starts_at"] for one in said]
    assert len(set(times)) == CLIENTS
    assert min(times) == at
    free_before = sorted(Booking.objects.values_list("starts_at", flat=True))
    assert len(set(free_before)) == CLIENTS
    assert quarters_are_taken_once()


def test_the_database_itself_refuses_a_second_one(asha, ben, cole):
    """Without any lock of ours: what overlaps by a minute shares a quarter."""
    sees_people(cole)
    now = timezone.now()
    first = booked(asha, cole, free_at(asha, cole, 0), now=now)

    stray = Booking(
        client=ben,
        id=uuid4(),
        counsellor=cole,
        starts_at=first.ends_at - MINUTE,
        ends_at=first.ends_at + 30 * MINUTE,
        pause=0,
        secret_hash="x",
        made_at=now,
        changed_at=now,
    )
    stray.save(force_insert=True)
    with pytest.raises(IntegrityError):
        take_time(stray)


def free_at(client: User, counsellor: User, place: int) -> datetime:
    practice = Practice.objects.filter(pk=counsellor.pk)
    return free_times(practice, client, now=timezone.now())[place].slot.starts_at


def test_one_client_on_many_phones_has_two_and_never_at_one_time(phones, cole, dana):
    for counsellor in (cole, dana):
        sees_people(counsellor)
    times = [one["starts_at"] for one in phones[0].get(FREE).json()["results"]]
    twins = []
    for _ in range(8):
        twin = ApiClient()
        twin.cookies["sessionid"] = phones[0].cookies["sessionid"].value
        twins.append(twin)

    wishes = [wish(one, at) for at in sorted(set(times))[:4] for one in (cole, dana)]
    said = at_once(*[ask(twin, body) for twin, body in zip(twins, wishes, strict=True)])

    assert {one.status_code for one in said} <= {201, 409}
    made = list(Booking.objects.values_list("starts_at", flat=True))
    assert 1 <= len(made) <= 2
    assert len(set(made)) == len(made)
    assert quarters_are_taken_once()


def test_the_same_wish_sent_eight_times_is_one_appointment(phones, cole):
    sees_people(cole)
    at, id = first_free(phones[0]), uuid4()

    said = at_once(*[ask(phones[0], wish(cole, at), id) for _ in range(8)])

    assert sorted(one.status_code for one in said) == [200] * 7 + [201]
    assert Booking.objects.count() == 1


def test_everybody_moves_to_the_same_time_and_one_arrives(phones, cole):
    sees_people(cole)
    some = phones[:12]
    made = [phone.put(url(uuid4()), wish(cole, first_free(phone))).json() for phone in some]
    target = first_free(some[0])

    moves = [
        lambda phone=phone, row=row: phone.put(url(row["id"], "time"), {"starts_at": target})
        for phone, row in zip(some, made, strict=True)
    ]
    said = at_once(*moves)

    assert [one.status_code for one in said].count(200) == 1
    assert Booking.objects.filter(starts_at=target).count() == 1
    assert quarters_are_taken_once()


def test_four_sweeps_pass_a_time_on_once_and_remind_once(phones, cole, asha, ben):
    sees_people(cole)
    now = timezone.now()
    early = booked(asha, cole, free_at(asha, cole, 0), now=now)
    waiting = [booked(one, cole, free_at(one, cole, 3 + n), now=now) for n, one in enumerate([ben])]
    for row in waiting:
        line.stand_in_line(row, now=now)
    changes.cancel(early, by=asha.pk, now=now)
    assert KeptTime.objects.open().count() == 1

    later = now + 16 * MINUTE
    at_once(*[lambda: line.sweep(now=later) for _ in range(4)])
    at_once(*[lambda: reminders.sweep(now=later) for _ in range(4)])

    assert not KeptTime.objects.open().exists()
    assert not BookedQuarter.objects.filter(kept_time__isnull=False).exists()
    assert Wait.objects.count() == 1  # still in line for another


def test_a_kept_time_taken_from_many_phones_is_one_move(phones, cole, asha, ben):
    sees_people(cole)
    now = timezone.now()
    early = booked(asha, cole, free_at(asha, cole, 0), now=now)
    row = booked(ben, cole, free_at(ben, cole, 3), now=now)
    line.stand_in_line(row, now=now)
    changes.cancel(early, by=asha.pk, now=now)

    at_once(*[lambda: offers.accept(row, now=now) for _ in range(6)])

    moved = Booking.objects.get(pk=row.pk)
    assert (moved.starts_at, moved.sequence) == (early.starts_at, 1)
    assert quarters_are_taken_once()


def test_a_time_that_came_free_is_told_to_one_and_booked_by_that_one(phones, cole, asha):
    """Eight wait, everybody presses at once, two schedulers look out meanwhile."""
    sees_people(cole)
    now = timezone.now()
    early = booked(asha, cole, free_at(asha, cole, 0), now=now)
    some = [User.objects.get(personnel_number=f"n{n}") for n in range(8)]
    for n, client in enumerate(some):
        waiting.wait_for_time(client, counsellor=None, until=None, now=now + n * MINUTE)
    TimeWait.objects.update(until=early.ends_at)  # nothing else that is free would do
    changes.cancel(early, by=asha.pk, now=now)
    at = early.starts_at.isoformat()

    said = at_once(
        *[ask(phone, wish(cole, at)) for phone in phones[:8]],
        *[lambda: waiting.look_out(now=now) for _ in range(2)],
    )

    assert [one.status_code for one in said[:8]] == [201] + [409] * 7
    assert KeptTime.objects.count() == 0
    assert TimeWait.objects.count() == 7
    assert quarters_are_taken_once()


def test_two_diaries_at_once_tell_one_who_waits_of_one_time(phones, cole, dana, asha, ben):
    now = timezone.now()
    freed = []
    for counsellor, client in ((cole, asha), (dana, ben)):
        sees_people(counsellor)
        freed.append(booked(client, counsellor, free_at(client, counsellor, 0), now=now))
    for n in range(2):
        client = User.objects.get(personnel_number=f"n{n}")
        waiting.wait_for_time(client, counsellor=None, until=None, now=now)

    at_once(*[lambda row=row: changes.cancel(row, by=row.client_id, now=now) for row in freed])

    kept = [one.client_id for one in KeptTime.objects.open()]
    assert len(kept) == len(set(kept)) >= 1
