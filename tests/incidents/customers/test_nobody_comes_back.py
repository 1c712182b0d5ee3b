"""The case is gone, an action of it remains: whom the case was kept from, the action is too."""

import pytest
from django.core.cache import cache

from accounts.models import User
from tests.architecture.routes import ASKED
from tests.incidents.customers.handlers import ACTIONS, about, in_force, settle
from tests.incidents.customers.test_what_outlives_a_case import GONE, action_of
from tests.incidents.reports import acknowledged
from tests.incidents.test_every_route_and_relation import OVER_TIME, RELATIONS, asked_by
from tests.people import ApiClient, sign_in
from wellbeing.incidents.customers.rules.actions import TO_REVIEW
from wellbeing.incidents.customers.selectors.actions import deciders_of, seeing

pytestmark = pytest.mark.django_db

OF_AN_ACTION = sorted(name for name in ASKED if name.startswith("action") and ASKED[name].row)


@pytest.fixture(autouse=True)
def nothing_counted_yet():
    """The limits of other tests are not ours."""
    cache.clear()


@pytest.fixture
def client(hana) -> ApiClient:
    found = ApiClient(raise_request_exception=False)
    sign_in(found, hana)
    return found


@pytest.mark.parametrize("gone", GONE, ids=lambda one: one.__name__)
@pytest.mark.parametrize("relation", RELATIONS + OVER_TIME, ids=lambda one: one.__name__)
def test_each_route_answers_as_if_there_were_none(relation, gone, asha, sam, max_, hana, client):
    case = acknowledged(about(asha), sam)
    relation(hana)
    case.refresh_from_db()
    action = in_force(case, sam, max_)
    gone(case)
    settle()

    assert len(OF_AN_ACTION) == 6
    for name in OF_AN_ACTION:
        asked = ASKED[name]
        found = asked_by(client, name, asked, action.pk)
        assert found == asked_by(client, name, asked, asked.nobodys()), name
        assert {status for _, status, *_ in found} == {404}, name
    for waiting in ("approval", "review", "appeal"):
        assert client.get(ACTIONS, {"waiting": waiting}).json()["count"] == 0
    left = action_of(action.pk)
    now = left.decided_at
    assert hana.pk not in {*seeing(left, now=now), *deciders_of(left, TO_REVIEW, now=now)}


@pytest.mark.parametrize("gone", GONE, ids=lambda one: one.__name__)
def test_everybody_else_goes_on_seeing_it(gone, asha, sam, max_, hana, client):
    action = in_force(acknowledged(about(asha), sam), sam, max_)
    gone(action.case)
    settle()

    assert client.get(f"{ACTIONS}/{action.pk}").status_code == 200
    assert User.objects.get(pk=hana.pk).pk in seeing(action_of(action.pk), now=action.decided_at)
