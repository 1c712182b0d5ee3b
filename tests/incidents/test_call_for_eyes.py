"""A threat that needs eyes now is told of until somebody has it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connections
from django.utils import timezone

from tests.incidents.reports import CASES, acknowledged, case_url, handles, reported, signed, url
from tests.notifications.phones import Phone
from wellbeing.core import events
from wellbeing.core.models import OutboxEvent
from wellbeing.incidents.models import Case, UrgentAlert
from wellbeing.incidents.rules import ALERT_AGAIN, MOST_ALERTS
from wellbeing.incidents.services import alerts, handling
from wellbeing.notifications.models import OutgoingPush

pytestmark = pytest.mark.django_db


def told() -> list:
    for event in OutboxEvent.objects.filter(done_at=None).order_by("pk"):
        events.react(event.pk, timezone.now())
    return [row.subscription.person for row in OutgoingPush.objects.filter(topic="cases")]


def test_every_handler_hears_at_once(asha, sam, person, organisation, signed_in):
    max_ = person("max")
    handles(max_, organisation)
    for one in (sam, max_):
        Phone(one).asks_to_be_told()

    signed_in(asha).put(url(uuid4()), signed(urgent=True))

    assert set(told()) == {sam, max_}


def test_and_again_every_quarter_of_an_hour_until_it_is_enough(asha, sam):
    Phone(sam).asks_to_be_told()
    case = reported(asha, urgent=True)
    assert told() == [sam]

    for time in range(1, 20):
        alerts.sweep(now=timezone.now() + time * ALERT_AGAIN + timedelta(seconds=time))

    assert told() == [sam] * MOST_ALERTS
    assert UrgentAlert.objects.get(case=case).told == MOST_ALERTS


def test_nobody_hears_before_it_is_time(asha):
    reported(asha, urgent=True)

    alerts.sweep(now=timezone.now() + ALERT_AGAIN - timedelta(minutes=1))

    assert not OutboxEvent.objects.filter(name="CaseNeedsEyes").exists()


def test_a_server_that_stood_still_tells_once(asha):
    reported(asha, urgent=True)

    for _again in range(3):
        alerts.sweep(now=timezone.now() + 5 * ALERT_AGAIN)

    assert OutboxEvent.objects.filter(name="CaseNeedsEyes").count() == 1


@pytest.mark.parametrize("look", ["take", "withdraw"])
def test_once_somebody_has_it_it_is_quiet(look, asha, sam, signed_in):
    case = reported(asha, urgent=True)

    if look == "take":
        acknowledged(case, sam)
    else:
        signed_in(asha).delete(url(case.uid))
    alerts.sweep(now=timezone.now() + 2 * ALERT_AGAIN)

    assert not UrgentAlert.objects.exists()
    assert not OutboxEvent.objects.filter(name="CaseNeedsEyes").exists()


def test_a_look_alone_is_not_enough(asha, sam, signed_in):
    case = reported(asha, urgent=True)

    signed_in(sam).get(case_url(case.pk))

    assert UrgentAlert.objects.get().case == case


def test_whoever_had_it_and_stands_back_leaves_it_to_the_others(asha, sam, person, organisation):
    max_ = person("max")
    handles(max_, organisation)
    case = acknowledged(reported(asha, urgent=True), sam)
    for one in (sam, max_):
        Phone(one).asks_to_be_told()
    told()
    OutgoingPush.objects.all().delete()

    handling.stand_back(sam, id=case.pk, now=timezone.now())

    assert told() == [max_]
    assert UrgentAlert.objects.get().case == case
    handling.take_over(max_, id=case.pk, now=timezone.now())
    assert not UrgentAlert.objects.exists()


def test_let_go_it_is_told_of_as_often_again(asha, sam, person, organisation):
    max_ = person("max")
    handles(max_, organisation)
    Phone(max_).asks_to_be_told()
    begun = timezone.now()
    case = reported(asha, urgent=True, now=begun)

    def rings(since):
        for time in range(1, 20):
            alerts.sweep(now=since + time * ALERT_AGAIN + timedelta(seconds=time))

    rings(begun)
    assert told() == [max_] * MOST_ALERTS
    acknowledged(case, sam, now=begun + timedelta(hours=6))
    handling.stand_back(sam, id=case.pk, now=begun + timedelta(hours=7))
    rings(begun + timedelta(hours=7))

    assert told() == [max_] * 2 * MOST_ALERTS


def test_what_is_not_urgent_is_told_of_once(asha):
    reported(asha)

    assert not UrgentAlert.objects.exists()


def test_it_stands_at_the_top_of_the_list(asha, ben, sam, signed_in):
    reported(asha, severity=3, kinds=["threat"], now=timezone.now() - timedelta(days=2))
    urgent = reported(ben, urgent=True)

    lines = signed_in(sam).get(CASES).json()["results"]

    assert [line["urgent"] for line in lines] == [True, False]
    assert lines[0]["id"] == str(urgent.pk)


@pytest.mark.django_db(transaction=True)
def test_of_two_sweeps_in_one_moment_one_tells(asha):
    case, now = reported(asha, urgent=True), timezone.now() + 2 * ALERT_AGAIN
    ready = Barrier(2)

    def sweep(_number):
        ready.wait()
        alerts.sweep(now=now)
        connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(sweep, range(2)))

    assert OutboxEvent.objects.filter(name="CaseNeedsEyes").count() == 1
    assert UrgentAlert.objects.get(case=case).told == 2


@pytest.mark.django_db(transaction=True)
def test_two_handlers_at_once_leave_a_whole_log(asha, sam, person, organisation):
    from wellbeing.core.chain import broken, head_of

    max_, case = person("max"), reported(asha)
    handles(max_, organisation)
    ready = Barrier(2)

    def look(handler):
        ready.wait()
        for _again in range(5):
            handling.open_case(handler, id=case.pk, now=timezone.now())
        connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(look, (sam, max_)))

    assert head_of(case.pk)[0] == 11
    assert not list(broken())
    assert Case.objects.get().openings.count() == 10
