"""Two hundred agents ask in the same moment: exactly the places that there are, and one line."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import User
from tests.at_once import at_once
from tests.people import ApiClient, sign_in
from tests.resets.floors import acceptance, policy_of, url
from tests.times import MINUTE
from wellbeing.core.models import OutboxEvent
from wellbeing.resets.models import BreakPass
from wellbeing.resets.services import floors

pytestmark = pytest.mark.django_db(transaction=True)

AGENTS, PLACES = 200, 7


@pytest.fixture
def floor(organisation, ada):
    return policy_of(organisation, ada, places=PLACES).unit.floor


@pytest.fixture
def phones(team, floor):
    agents = User.objects.bulk_create(
        User(personnel_number=f"n{n}", name=f"Agent {n}", unit=team) for n in range(AGENTS)
    )
    return [_phone(agent) for agent in agents]


def _phone(agent: User) -> ApiClient:
    client = ApiClient()
    sign_in(client, agent, second_factor=False)
    return client


def ask(phone: ApiClient, id: object):
    return lambda: phone.put(url(id), {"minutes": 15}).json()


def test_exactly_the_places_are_granted_and_the_rest_stand_in_one_line(phones, floor):
    said = at_once(*[ask(phone, uuid4()) for phone in phones], waiting=4)

    states = [one["state"] for one in said]
    assert states.count("running") == PLACES
    assert states.count("waiting") == AGENTS - PLACES
    assert BreakPass.objects.granted().count() == PLACES
    turns = BreakPass.objects.order_by("turn").values_list("turn", flat=True)
    assert list(turns) == list(range(1, AGENTS + 1))
    assert BreakPass.objects.waiting().order_by("turn").first().turn == PLACES + 1


def test_sweeps_at_once_hold_each_place_for_one_alone(phones, floor):
    for phone in phones[: 3 * PLACES]:
        ask(phone, uuid4())()
    later = timezone.now() + 20 * MINUTE
    BreakPass.objects.granted().update(
        starts_at=later - 20 * MINUTE, ends_at=later - MINUTE, asked_at=later - 30 * MINUTE
    )
    OutboxEvent.objects.all().delete()

    at_once(*[lambda: floors.sweep(now=later) for _ in range(4)])

    held = BreakPass.objects.held().order_by("turn").values_list("turn", flat=True)
    assert list(held) == list(range(PLACES + 1, 2 * PLACES + 1))
    assert OutboxEvent.objects.filter(name="PassMoved").count() == PLACES  # one hint each


def test_one_agent_on_two_phones_gets_one_pass(phones, floor):
    agent = phones[0]
    cookie = agent.cookies["sessionid"].value
    twins = []
    for _ in range(8):
        twin = ApiClient()
        twin.cookies["sessionid"] = cookie
        twins.append(twin)

    same = uuid4()
    ids = [same] * 4 + [uuid4() for _ in range(4)]
    said = at_once(*[ask(twin, id) for twin, id in zip(twins, ids, strict=True)], waiting=4)

    assert BreakPass.objects.count() == 1
    assert {one.get("state", one.get("code")) for one in said} == {"running", "pass_open"}


def test_a_hold_accepted_many_times_is_one_pass(phones, floor):
    waiting = [(phone, uuid4()) for phone in phones[: PLACES + 1]]
    for phone, id in waiting:
        ask(phone, id)()
    phone, id = waiting[-1]
    waiting[0][0].delete(url(waiting[0][1]))

    said = at_once(*[lambda: phone.put(acceptance(id)).json() for _ in range(6)])

    assert len({one["shown"]["ends_at"] for one in said}) == 1
    assert BreakPass.objects.open().granted().count() == PLACES
    assert timedelta() < BreakPass.objects.get(id=id).ends_at - timezone.now() <= 15 * MINUTE
