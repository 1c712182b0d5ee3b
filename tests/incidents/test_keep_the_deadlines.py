"""By when a case is read and answered: shown to both sides, and told of once when it runs out."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connections, transaction
from django.utils import timezone

from tests.incidents.reports import CASES, acknowledged, case_of, case_url, handles, reported
from tests.notifications.phones import Phone
from tests.times import DAY, HOUR, MINUTE, SECOND
from wellbeing.core import events
from wellbeing.core.models import OutboxEvent
from wellbeing.incidents.models import CaseDeadline
from wellbeing.incidents.services import deadlines, handling, reporting
from wellbeing.notifications.models import OutgoingPush

pytestmark = pytest.mark.django_db


def due(case):
    return dict(case.deadlines.filter(met_at=None).values_list("kind", "due_at"))


def told():
    """The key of each thing that was told of a deadline, in order."""
    found = OutboxEvent.objects.filter(name="CaseDeadlineNear").order_by("pk")
    return [":".join(row.payload["key"].split(":")[:2]) for row in found]


@pytest.mark.parametrize(
    ("said", "within"),
    [
        ({"severity": 1}, 24 * HOUR),
        ({"severity": 3}, 4 * HOUR),
        ({"severity": 1, "kinds": ["insult", "threat"]}, 4 * HOUR),
    ],
)
def test_a_threat_is_read_sooner_than_an_insult(said, within, asha):
    now = timezone.now()

    assert due(reported(asha, now=now, **said)) == {
        "acknowledge": now + within,
        "answer": now + 7 * DAY,
    }


def test_both_sides_see_by_when_while_it_is_waited_for(asha, sam, signed_in):
    case = reported(asha)
    phone, handler = signed_in(asha), signed_in(sam)
    before = case_of(phone, case.uid)
    assert before["acknowledge_by"] < before["answer_by"]
    assert handler.get(CASES).json()["results"][0]["due_at"] == before["acknowledge_by"]

    handler.put(case_url(case.pk, "/acknowledgement"))
    taken = case_of(phone, case.uid)
    assert (taken["acknowledge_by"], taken["answer_by"]) == (None, before["answer_by"])
    assert handler.get(CASES).json()["results"][0]["due_at"] == before["answer_by"]

    closed = handler.put(case_url(case.pk, "/outcome"), {"text": "Done."}).json()
    assert (closed["acknowledge_by"], closed["answer_by"]) == (None, None)


def test_what_is_due_first_comes_first(asha, ben, sam, signed_in):
    now = timezone.now()
    reported(asha, now=now - HOUR)
    threat = reported(ben, now=now, kinds=["threat"], severity=3)

    assert signed_in(sam).get(CASES).json()["results"][0]["id"] == str(threat.pk)


def test_opened_again_it_has_a_week_again(asha, sam):
    now = timezone.now()
    case = acknowledged(reported(asha, now=now), sam, now=now)
    handling.close(sam, id=case.pk, outcome="Done.", now=now + DAY)

    handling.reopen(sam, id=case.pk, now=now + 9 * DAY)

    assert due(case) == {"answer": now + 16 * DAY}


def test_it_is_said_before_and_when_it_is_over_once_each(asha):
    now = timezone.now()
    reported(asha, now=now)
    looks = [(18 * HOUR - SECOND, []), (18 * HOUR, ["acknowledge:soon"])]
    looks += [(23 * HOUR, ["acknowledge:soon"])]
    both = ["acknowledge:soon", "acknowledge:over"]
    looks += [(24 * HOUR, both), (25 * HOUR, both), (5 * DAY, both)]
    for later, expected in looks:
        deadlines.sweep(now=now + later)
        assert told() == expected, later


def test_a_server_that_stood_still_says_that_it_is_over_and_no_more(asha):
    now = timezone.now()
    reported(asha, now=now)

    for _ in range(2):
        deadlines.sweep(now=now + 2 * DAY)

    assert told() == ["acknowledge:over"]


def test_what_was_met_or_taken_back_is_not_told(asha, ben, sam):
    now = timezone.now()
    case = acknowledged(reported(asha, now=now), sam, now=now)
    handling.close(sam, id=case.pk, outcome="Done.", now=now)
    reporting.withdraw(reported(ben, now=now), now=now)

    deadlines.sweep(now=now + 30 * DAY)

    assert told() == []


def test_everybody_who_may_see_it_hears_and_nobody_else(asha, sam, person, organisation, site):
    max_, far = person("max"), person("far")
    handles(max_, organisation)
    handles(far, type(site).objects.create(kind="site", name="Riga", parent=site.parent))
    for each in (asha, sam, max_, far):
        assert Phone(each).asks_to_be_told().status_code == 201
    case = acknowledged(reported(asha), sam)
    case.exclusions.create(person=max_)
    OutboxEvent.objects.all().delete()

    deadlines.sweep(now=timezone.now() + 8 * DAY)
    for event in OutboxEvent.objects.order_by("pk"):
        events.react(event.pk, timezone.now())

    rows = OutgoingPush.objects.all()
    assert {(row.subscription.person, row.topic) for row in rows} == {(sam, "cases")}


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_say_it_once(asha, ben, person):
    now = timezone.now()
    for one in (asha, ben, person("cleo")):
        reported(one, now=now)
    ready = Barrier(2)

    def sweep(later):
        ready.wait(60)
        try:
            deadlines.sweep(now=now + later)
        finally:
            connections.close_all()

    for later in (19 * HOUR, 24 * HOUR + MINUTE, 6 * DAY, 7 * DAY):
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(sweep, (later, later)))

    assert len(told()) == 3 * 2 * 2
    assert {told().count(one) for one in told()} == {3}


def test_a_case_has_each_clock_once(asha):
    case = reported(asha)
    again = CaseDeadline(
        case=case, kind="answer", remind_at=timezone.now(), due_at=timezone.now() + timedelta(1)
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)
