"""A handler gives their case to a colleague, who hears of it."""

from uuid import uuid4

import pytest
from django.utils import timezone

from tests.incidents.reports import (
    acknowledged,
    case_of,
    case_url,
    handles,
    leads,
    reported,
    signed,
    url,
)
from tests.notifications.phones import Phone
from tests.times import MINUTE
from wellbeing.core import events
from wellbeing.core.models import AuditEntry, OutboxEvent
from wellbeing.incidents import tasks
from wellbeing.incidents.models import Case
from wellbeing.incidents.services import handling
from wellbeing.notifications.models import OutgoingPush

pytestmark = pytest.mark.django_db


@pytest.fixture
def max_(person, organisation):
    max_ = person("max")
    handles(max_, organisation)
    return max_


@pytest.fixture
def eve(person, organisation):
    eve = person("eve")
    handles(eve, organisation)
    return eve


@pytest.fixture
def case(asha, sam):
    found = reported(asha)
    acknowledged(found, sam)
    return found


@pytest.fixture
def desk(sam, signed_in):
    return signed_in(sam)


def react_to_all():
    for event in OutboxEvent.objects.filter(done_at=None):
        events.react(event.pk, timezone.now())


def give(client, case, to):
    return client.put(case_url(case.pk, "/holder"), {"person": str(to.pk)})


def test_a_colleague_has_it_and_the_reporter_reads_who(asha, desk, max_, case, signed_in):
    answer = give(desk, case, max_)

    assert (answer.status_code, answer.json()["handler"], answer.json()["mine"]) == (
        200, "Max", False,
    )  # fmt: skip
    assert case_of(signed_in(asha), case.uid)["handler"] == "Max"
    assert give(desk, case, max_).json()["code"] == "case_held_elsewhere"


def test_it_stands_in_the_log_to_whom(asha, sam, desk, max_, case):
    give(desk, case, max_)

    [line] = AuditEntry.objects.about(asha.pk).filter(act="case_given")
    assert (line.actor_id, line.detail["to"]) == (sam.pk, str(max_.pk))


def test_nobody_but_the_colleague_and_the_reporter_hears(asha, sam, desk, max_, eve, case):
    for one in (asha, sam, max_, eve):
        Phone(one).asks_to_be_told()
    react_to_all()
    OutgoingPush.objects.all().delete()

    give(desk, case, max_)
    react_to_all()

    told = OutgoingPush.objects.values_list("subscription__person", flat=True)
    assert sorted(told) == sorted([asha.pk, max_.pk])


def test_who_has_it_no_more_when_the_worker_comes_does_not_hear(sam, max_, eve, case):
    for one in (max_, eve):
        Phone(one).asks_to_be_told()
    now = timezone.now()
    handling.give(sam, id=case.pk, to=max_.pk, now=now)
    handling.give(max_, id=case.pk, to=eve.pk, now=now + MINUTE)

    for one in (max_, eve):
        tasks.tell_of_given_case(str(case.pk), str(one.pk), now.isoformat())

    told = OutgoingPush.objects.values_list("subscription__person", flat=True)
    assert list(told) == [eve.pk]


def test_who_was_kept_out_meanwhile_does_not_hear(sam, max_, case):
    Phone(max_).asks_to_be_told()
    now = timezone.now()
    handling.give(sam, id=case.pk, to=max_.pk, now=now)
    case.exclusions.create(person=max_)

    tasks.tell_of_given_case(str(case.pk), str(max_.pk), now.isoformat())

    assert not OutgoingPush.objects.exists()


def test_what_was_said_in_confidence_is_not_given_to_who_leads_the_reporter(
    asha, sam, max_, team, signed_in
):
    leads(max_, team)
    id = uuid4()
    signed_in(asha).put(url(id), signed("confidential"))
    told = Case.objects.get(uid=id)
    acknowledged(told, sam)

    offered = signed_in(sam).get(case_url(told.pk, "/colleagues")).json()["results"]

    assert offered == []
    assert give(signed_in(sam), told, max_).status_code == 422


def test_those_are_offered_who_may_see_it(desk, max_, eve, case):
    case.exclusions.create(person=eve)
    before = case.openings.count()

    offered = desk.get(case_url(case.pk, "/colleagues")).json()["results"]

    assert offered == [{"id": str(max_.pk), "name": "Max"}]
    assert case.openings.count() == before


def test_who_must_not_have_it_is_refused_as_if_they_were_nobody(asha, sam, desk, eve, mona, case):
    case.exclusions.create(person=eve)

    answers = {give(desk, case, one).content for one in (asha, sam, eve, mona)}

    assert len(answers) == 1
    assert give(desk, case, eve).status_code == 422
    assert Case.objects.get(pk=case.pk).assigned_to == sam


def test_who_does_not_hold_it_cannot_give_it(max_, eve, case, signed_in):
    answer = give(signed_in(max_), case, eve)

    assert (answer.status_code, answer.json()["code"]) == (409, "case_held_elsewhere")


def test_who_does_not_hold_it_does_not_learn_who_is_kept_out(max_, eve, case, signed_in):
    answer = signed_in(max_).get(case_url(case.pk, "/colleagues"))

    assert (answer.status_code, answer.json()["code"]) == (409, "case_held_elsewhere")


def test_what_is_closed_is_not_given(sam, desk, max_, case):
    handling.close(sam, id=case.pk, outcome="Done.", now=timezone.now())

    assert desk.get(case_url(case.pk, "/colleagues")).json()["code"] == "case_moved_on"
    assert give(desk, case, max_).json()["code"] == "case_moved_on"
