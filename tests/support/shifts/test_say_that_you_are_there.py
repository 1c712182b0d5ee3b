"""Who is on shift says so by their own switch, and nobody else can."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from accounts.models.people import Role
from tests.times import HOUR, MINUTE, NOON
from wellbeing.support.shifts.models import Shift
from wellbeing.support.shifts.selectors import on_shift
from wellbeing.support.shifts.services import set_shift

pytestmark = pytest.mark.django_db

MINE = "/api/v1/shifts/mine"


def switch(client, role, hours):
    until = hours and (timezone.now() + timedelta(hours=hours)).isoformat()
    return client.put(MINE, {"role": role, "until": until})


def names(role, now):
    return sorted(on_shift(role, now).values_list("name", flat=True))


def test_a_peer_supporter_is_there_until_the_time_they_chose(pia, signed_in):
    response = switch(signed_in(pia), "peer", 2)

    assert response.status_code == 200
    (shift,) = response.json()["results"]
    assert shift["role"] == "peer"
    now = timezone.now()
    assert names(Role.PEER, now + HOUR) == ["Pia"]
    assert names(Role.PEER, now + 3 * HOUR) == []


def test_switching_off_ends_it_at_once_and_leaves_nothing(pia, signed_in):
    client = signed_in(pia)
    switch(client, "peer", 2)

    assert switch(client, "peer", None).json()["results"] == [{"role": "peer", "until": None}]
    assert not Shift.objects.exists()


def test_a_later_choice_moves_the_end(tara, signed_in):
    client = signed_in(tara)
    switch(client, "supervisor", 1)
    switch(client, "supervisor", 4)

    (row,) = Shift.objects.all()
    assert row.until > timezone.now() + 3 * HOUR


def test_somebody_with_two_roles_is_there_in_each_by_itself(person, signed_in):
    both = person("noor", Role.PEER, Role.SUPERVISOR)
    client = signed_in(both)
    switch(client, "peer", 2)

    shifts = {row["role"]: row["until"] for row in client.get(MINE).json()["results"]}
    assert shifts["peer"]
    assert shifts["supervisor"] is None
    assert names(Role.SUPERVISOR, timezone.now()) == []


def test_whoever_does_not_have_the_role_is_told_so(asha, signed_in):
    response = switch(signed_in(asha), "peer", 2)

    assert (response.status_code, response.json()["code"]) == (409, "not_your_role")
    assert signed_in(asha).get(MINE).json() == {"results": []}


@pytest.mark.parametrize("hours", [-1, 12.1])
def test_only_the_next_twelve_hours_can_be_chosen(pia, signed_in, hours):
    response = switch(signed_in(pia), "peer", hours)

    assert (response.status_code, response.json()["code"]) == (422, "shift_out_of_range")


def test_a_phone_whose_clock_is_wrong_means_as_long_as_it_said(pia, signed_in):
    wrong = timezone.now() - 5 * HOUR
    signed_in(pia).put(
        MINE,
        {"role": "peer", "until": (wrong + HOUR).isoformat()},
        headers={"Device-Time": wrong.isoformat()},
    )

    assert abs(Shift.objects.get().until - timezone.now() - HOUR) < MINUTE


def test_who_lost_the_role_or_left_is_no_longer_there(pia, tara):
    for person, role in ((pia, Role.PEER), (tara, Role.SUPERVISOR)):
        set_shift(person, role=role, until=NOON + 2 * HOUR, now=NOON)
    pia.role_grants.filter(role=Role.PEER).update(until=NOON + MINUTE)
    User.objects.filter(pk=tara.pk).update(is_active=False)

    assert names(Role.PEER, NOON) == ["Pia"]
    assert names(Role.PEER, NOON + HOUR) == []
    assert names(Role.SUPERVISOR, NOON) == []


def test_the_database_keeps_one_shift_for_each_role(pia):
    set_shift(pia, role=Role.PEER, until=NOON + HOUR, now=NOON)

    with pytest.raises(IntegrityError), transaction.atomic():
        Shift.objects.create(person=pia, role="peer", starts_at=NOON, until=NOON + HOUR)
    with pytest.raises(IntegrityError), transaction.atomic():
        Shift.objects.filter(person=pia).update(until=NOON + 13 * HOUR)
