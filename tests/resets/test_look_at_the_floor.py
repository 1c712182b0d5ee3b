"""Supervisors and agents see one number: places in use of places allowed, at five-minute marks."""

from datetime import datetime, timedelta
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import RoleGrant, Unit
from accounts.models.people import Role
from tests.resets.floors import on_a_pass, policy_of
from tests.times import LONG_AGO, MINUTE, NOON, SECOND
from wellbeing import privacy
from wellbeing.core.marks import mark_before
from wellbeing.resets.services import floors
from wellbeing.resets.services.passes import accept_place, give_back

pytestmark = pytest.mark.django_db

LED, MINE = "/api/v1/floors", "/api/v1/floors/mine"


@pytest.fixture
def at():
    """at(moment, act): what the API answers when its clock shows that moment."""

    def ask(moment: datetime, act):
        with patch.object(timezone, "now", return_value=moment):
            return act()

    return ask


@pytest.fixture
def floor(organisation, ada):
    return policy_of(organisation, ada, places=3)


def test_marks_stand_on_the_clock():
    assert mark_before(NOON) == NOON
    assert mark_before(NOON + 4 * MINUTE + 59 * SECOND) == NOON
    assert mark_before(NOON + 5 * MINUTE) == NOON + 5 * MINUTE
    assert mark_before(NOON - timedelta(microseconds=1)) == NOON - 5 * MINUTE


def test_the_number_is_that_of_the_last_mark(asha, ben, tara, floor, signed_in, at):
    lead = signed_in(tara)
    on_a_pass(asha, now=NOON)
    on_a_pass(ben, now=NOON + SECOND)

    seen = at(NOON + 4 * MINUTE, lambda: lead.get(LED)).json()
    later = at(NOON + 5 * MINUTE, lambda: lead.get(LED)).json()

    assert datetime.fromisoformat(seen["as_of"]) == NOON
    (one,) = seen["floors"]
    assert (one["unit"]["name"], one["in_use"], one["allowed"]) == ("Northwind Care", 1, 3)
    assert later["floors"][0]["in_use"] == 2


def test_nothing_that_happens_in_between_changes_a_byte(
    asha, ben, pia, cole, ada, tara, organisation, floor, signed_in, at
):
    """Passes begin, end, run out, are swept and forgotten, and the policy changes at 12:07."""
    lead, agent, administrator = signed_in(tara), signed_in(pia), signed_in(ada)
    early = on_a_pass(asha, now=NOON, minutes=10)
    short = on_a_pass(ben, now=NOON + 2 * MINUTE, minutes=5)  # runs out at 12:07
    before = NOON + 6 * MINUTE + 59 * SECOND - MINUTE

    def seen(moment):
        return at(moment, lambda: (lead.get(LED).content, agent.get(MINE).content))

    first = seen(before)
    give_back(asha, id=early.id, now=NOON + 6 * MINUTE)
    on_a_pass(cole, now=NOON + 6 * MINUTE)
    at(
        NOON + 7 * MINUTE,
        lambda: administrator.put(
            f"/api/v1/break-policies/{uuid4()}", {"unit": organisation.pk, "figures": None}
        ),
    )
    floors.sweep(now=NOON + 8 * MINUTE)
    privacy.erase(asha, id=uuid4(), now=NOON + 8 * MINUTE)
    privacy.expire(NOON + 8 * MINUTE)

    assert short.ends_at == NOON + 7 * MINUTE
    assert seen(NOON + 9 * MINUTE + 59 * SECOND) == first
    assert seen(NOON + 10 * MINUTE) != first


def test_a_hold_is_nobodys_absence(asha, ben, tara, organisation, ada, signed_in, at):
    policy_of(organisation, ada, places=1)
    away, waiting = on_a_pass(asha, now=NOON), on_a_pass(ben, now=NOON)
    floors.sweep(now=away.ends_at)

    look = lambda: signed_in(tara).get(LED).json()["floors"][0]["in_use"]  # noqa: E731
    assert at(away.ends_at, look) == 0
    accept_place(ben, id=waiting.id, now=away.ends_at + MINUTE)
    assert at(away.ends_at + 5 * MINUTE, look) == 1


def test_neither_a_name_nor_a_pass_is_told(asha, tara, floor, signed_in):
    row = on_a_pass(asha, now=timezone.now() - 6 * MINUTE)

    content = signed_in(tara).get(LED).content.decode()

    assert set(signed_in(tara).get(LED).json()) == {"as_of", "floors"}
    assert set(signed_in(tara).get(LED).json()["floors"][0]) == {"unit", "in_use", "allowed"}
    for secret in (str(row.id), str(asha.pk), "Asha", "minutes"):
        assert secret not in content


def test_agents_see_the_number_that_their_supervisor_sees(asha, ben, tara, floor, signed_in):
    on_a_pass(asha, now=timezone.now() - 6 * MINUTE)

    assert signed_in(ben).get(MINE).json() == signed_in(tara).get(LED).json()


def test_a_lead_sees_their_floor_and_those_below_and_no_others(
    tara, ada, site, department, team, organisation, signed_in
):
    other = Unit.objects.create(kind=Unit.Kind.DEPARTMENT, name="Returns", parent=site)
    for unit in (organisation, department, team, other):
        policy_of(unit, ada)

    def names():
        return [one["unit"]["name"] for one in signed_in(tara).get(LED).json()["floors"]]

    assert names() == ["Billing 1"]
    RoleGrant.objects.create(person=tara, role=Role.SUPERVISOR, unit=department, starts_at=LONG_AGO)
    assert names() == ["Billing", "Billing 1"]
    RoleGrant.objects.create(person=tara, role=Role.SUPERVISOR, unit=site, starts_at=LONG_AGO)
    assert names() == ["Billing", "Billing 1", "Northwind Care", "Returns"]
