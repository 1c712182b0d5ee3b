"""Whoever once had a case is part of it: they decide no action of it, and no appeal."""

from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps
from django.utils import timezone

from tests.incidents.customers.handlers import (
    ACTIONS,
    REASON,
    action_url,
    approved,
    held,
    proposal,
    proposed,
    settle,
)
from tests.incidents.reports import CASES, case_url, handles
from tests.notifications.phones import Phone
from wellbeing.incidents.customers.models import Action
from wellbeing.incidents.customers.services import appealing
from wellbeing.incidents.customers.tasks import tell_of_action_due
from wellbeing.incidents.models import Case, Holder
from wellbeing.incidents.services import handling, writing
from wellbeing.notifications.models import OutgoingPush

pytestmark = pytest.mark.django_db

RIGHT = {"approve": True, "reason": "Right."}


@pytest.fixture
def ines(person, organisation):
    found = person("ines")
    handles(found, organisation)
    return found


def given(case, one, other):
    handling.give(one, id=case.pk, to=other.pk, now=timezone.now())


def taken_over(case, _one, other):
    handling.take_over(other, id=case.pk, now=timezone.now())


@pytest.fixture(params=[given, taken_over])
def case(request, asha, sam, max_):
    """Sam took it on, wrote, and Max has it by now."""
    found = held(asha, sam)
    now = timezone.now()
    writing.write_to_reporter(sam, id=found.pk, uid=uuid4(), text="Who was it?", now=now)
    request.param(found, sam, max_)
    return found


@pytest.fixture
def action(case, max_, signed_in):
    return proposed(signed_in(max_), case)


def refused(client, action):
    answer = client.put(action_url(action, "/decision"), RIGHT)
    return (answer.status_code, answer.json().get("code")) == (403, "somebody_else_decides")


def test_whoever_had_it_before_does_not_decide(action, sam, hana, signed_in):
    assert refused(signed_in(sam), action)
    assert approved(signed_in(hana), action)["state"] == "in_force"


def test_nor_whoever_was_given_it_and_never_looked(case, action, sam, max_, ines, hana, signed_in):
    given(case, max_, ines)
    handling.take_over(max_, id=case.pk, now=timezone.now())

    assert not case.openings.filter(handler=ines).exists()
    for part in (sam, ines):
        assert refused(signed_in(part), action)


def test_nobody_holding_it_any_more_makes_no_difference(case, action, sam, max_, signed_in):
    Case.objects.filter(pk=case.pk).update(assigned_to=None)

    assert refused(signed_in(sam), action)


def test_no_list_offers_it_to_them(case, action, sam, hana, signed_in):
    def waits(client):
        return [one["id"] for one in client.get(f"{ACTIONS}?waiting=approval").json()["results"]]

    def open_to(client):
        [line] = client.get(f"{CASES}/{case.pk}/customer").json()["actions"]
        assert client.get(action_url(action)).json()["open_to"] == line["open_to"]
        return line["open_to"]

    assert (waits(signed_in(sam)), open_to(signed_in(sam))) == ([], ["end"])
    assert (waits(signed_in(hana)), open_to(signed_in(hana))) == ([action], ["decision", "end"])


def test_they_are_not_asked_and_so_do_not_look(case, action, sam, hana, signed_in):
    looks = [signed_in(one).get(case_url(case.pk, "/files")).status_code for one in (sam, hana)]

    assert looks == [409, 200]


def test_where_nobody_else_is_left_whoever_proposed_it_sees_that(
    case, action, max_, person, organisation, signed_in
):
    def alone():
        return signed_in(max_).get(action_url(action)).json()["waits_for_nobody"]

    assert alone() is True
    handles(person("ines"), organisation)
    assert alone() is False


def test_they_are_not_called_to_decide(case, sam, max_, hana, signed_in):
    for each in (sam, max_, hana):
        Phone(each).asks_to_be_told()
    settle()
    OutgoingPush.objects.all().delete()

    action = proposed(signed_in(max_), case)
    settle()
    tell_of_action_due(action, "approval:soon:1")

    told = OutgoingPush.objects.filter(key__startswith="action:").order_by("pk")
    assert [row.subscription.person for row in told] == [hana, hana]


@pytest.fixture
def appealed(case, action, hana, max_, signed_in):
    """Proposed by Max and approved by Hana; Sam had the case before."""
    approved(signed_in(hana), action)
    now = timezone.now()
    said = {"text": "It was my brother.", "came_on": timezone.localdate(), "suspend": False}
    appealing.enter_appeal(max_, id=action, **said, now=now)
    return action


def upheld(client, action):
    said = {"uphold": True, "reason": "It was his brother."}
    return client.put(action_url(action, "/appeal-decision"), said)


def test_nor_do_they_decide_an_appeal(appealed, sam, ines, signed_in):
    answer = upheld(signed_in(sam), appealed)

    assert (answer.status_code, answer.json()["code"]) == (403, "somebody_else_decides")
    assert upheld(signed_in(ines), appealed).json()["appeal"] == "upheld"


def test_nor_where_the_case_is_gone(case, appealed, sam, ines, max_, signed_in):
    settle()
    case.delete()

    answer = upheld(signed_in(sam), appealed)
    listed = [
        signed_in(one).get(f"{ACTIONS}?waiting=appeal").json()["count"] for one in (sam, ines)
    ]
    assert (answer.status_code, answer.json()["code"]) == (403, "somebody_else_decides")
    assert listed == [0, 1]


def test_what_there_was_before_is_kept_too(case, action, sam, max_):
    Action.had_by.through.objects.all().delete()

    import_module("wellbeing.incidents.customers.migrations.0003_whoever_had_the_case")._note(
        apps, None
    )

    assert set(Action.objects.get(pk=action).had_by.all()) == {sam, max_}


@pytest.mark.parametrize("here", [True, False])
def test_where_nobody_may_decide_an_appeal_somebody_still_hears_of_it(
    here, case, appealed, sam, max_, hana
):
    for each in (sam, max_, hana):
        Phone(each).asks_to_be_told()
    settle()
    OutgoingPush.objects.all().delete()
    if not here:
        handling.stand_back(max_, id=case.pk, now=timezone.now())
        settle()
        OutgoingPush.objects.all().delete()

    tell_of_action_due(appealed, "appeal:over:1")

    told = OutgoingPush.objects.filter(key__startswith="action:")
    assert {row.subscription.person for row in told} == ({max_} if here else {sam, hana})


def test_an_appeal_that_nobody_may_decide_stands_in_a_list_where_its_case_is_gone(
    case, appealed, sam, max_, hana, person, organisation, signed_in
):
    settle()
    case.delete()

    def listed(one):
        told = signed_in(one).get(f"{ACTIONS}?waiting=appeal").json()["results"]
        return [(row["id"], row["waits_for_nobody"]) for row in told]

    assert [listed(one) for one in (sam, max_, hana)] == [[(appealed, True)]] * 3
    joao = person("joao")
    handles(joao, organisation)
    assert [listed(one) for one in (sam, max_, hana)] == [[]] * 3
    assert listed(joao) == [(appealed, False)]


def test_no_list_offers_an_appeal_to_them(case, appealed, sam, ines, signed_in):
    def offered(client):
        waiting = client.get(f"{ACTIONS}?waiting=appeal").json()["results"]
        steps = client.get(action_url(appealed)).json()["open_to"]
        return len(waiting), "appeal_decision" in steps

    assert (offered(signed_in(sam)), offered(signed_in(ines))) == ((0, False), (1, True))


def test_they_are_not_called_to_an_appeal(action, sam, max_, hana, ines, signed_in, request):
    for each in (sam, max_, hana, ines):
        Phone(each).asks_to_be_told()
    settle()
    approved(signed_in(hana), action)
    settle()
    OutgoingPush.objects.all().delete()

    request.getfixturevalue("appealed")
    settle()
    tell_of_action_due(action, "appeal:soon:1")

    told = OutgoingPush.objects.filter(key__startswith="action:").order_by("pk")
    assert [row.subscription.person for row in told] == [ines, ines]


def test_whoever_proposed_it_sees_that_nobody_is_left_for_the_appeal(
    appealed, max_, person, organisation, signed_in
):
    def alone():
        return signed_in(max_).get(action_url(appealed)).json()["waits_for_nobody"]

    assert alone() is True
    handles(person("ines"), organisation)
    assert alone() is False


def test_the_list_asks_once_for_all_who_had_them(
    asha, sam, max_, hana, signed_in, django_assert_max_num_queries
):
    client = signed_in(sam)
    address = f"{ACTIONS}?waiting=approval"

    def propose():
        case = held(asha, sam)
        client.put(f"{CASES}/{case.pk}/actions/{uuid4()}", proposal(reason=REASON))

    asked = []
    desk = signed_in(hana)
    for _ in range(2):
        propose()
        with django_assert_max_num_queries(60) as found:
            desk.get(address)
        asked.append(len([one for one in found if "incidents_holder" in one["sql"]]))
    assert asked[0] == asked[1]


def test_whoever_had_it_before_this_was_kept_is_found_in_what_there_is(
    case, action, sam, max_, ines, hana, signed_in
):
    """By the log, the messages and the case itself; nobody is added by a look alone."""
    given(case, max_, ines)
    signed_in(hana).get(case_url(case.pk))
    Holder.objects.all().delete()

    import_module("wellbeing.incidents.migrations.0004_who_had_a_case_so_far")._note(apps, None)

    assert {one.person for one in case.holders.all()} == {sam, max_, ines}
