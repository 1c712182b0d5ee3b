"""A phone is told that something waits: once, in time, and nobody on the way learns what."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email.utils import format_datetime

import pytest
from django.db import connection, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from tests.notifications.phones import Phone
from tests.times import HOUR, MINUTE, SECOND
from wellbeing.celery import app
from wellbeing.notifications import services, tasks
from wellbeing.notifications.models import OutgoingPush, PushSubscription

pytestmark = pytest.mark.django_db


def test_the_phone_alone_can_open_it_and_finds_a_topic(asha, phone_of, service, tell, work):
    phone = phone_of(asha)

    tell(asha)
    work()

    (push,) = service.received
    assert phone.opens(push) == {"topic": "break-passes"}
    assert b"break" not in push.body
    assert push.path == phone.endpoint.removeprefix(service.origin)


def test_the_push_service_learns_who_sends_and_how_long_it_matters(
    asha, phone_of, service, tell, work, settings
):
    phone_of(asha)
    tell(asha)
    work()

    (push,) = service.received
    claims, now = push.claims(), timezone.now().timestamp()
    assert claims["aud"] == service.origin
    assert now < claims["exp"] < now + 24 * 3600
    assert claims["sub"] == settings.PUSH_CONTACT
    assert 170 <= int(push.headers["ttl"]) <= 180
    assert push.headers["urgency"] == "high"
    assert push.headers["content-encoding"] == "aes128gcm"
    assert "topic" not in push.headers


@pytest.mark.parametrize("other", ["a", "support-requests", "x" * 40])
def test_all_topics_look_alike_from_outside(asha, phone_of, service, tell, work, other):
    phone_of(asha)
    tell(asha, "one")
    tell(asha, "two", topic=other)
    work()

    one, two = service.received
    assert len(one.body) == len(two.body)
    assert set(one.headers) == set(two.headers)


def test_every_phone_of_hers_is_told_and_nobody_elses(asha, ben, phone_of, service, tell, work):
    phones, his = [phone_of(asha), phone_of(asha)], phone_of(ben)

    tell(asha)
    work()

    reached = {service.origin + push.path for push in service.received}
    assert reached == {phone.endpoint for phone in phones}
    assert his.endpoint not in reached


def test_one_thing_is_told_once(asha, phone_of, service, tell, work):
    phone_of(asha)
    for _ in range(3):  # a reaction that is run again
        tell(asha, "a place")
        work()

    assert len(service.received) == 1


def test_nothing_is_told_of_an_act_that_did_not_happen(asha, phone_of, tell):
    class ActFailed(Exception):
        pass

    phone_of(asha)

    def act() -> None:
        with transaction.atomic():
            tell(asha)
            raise ActFailed

    with pytest.raises(ActFailed):
        act()
    assert not OutgoingPush.objects.exists()


def test_what_would_come_too_late_is_not_sent_and_leaves_nothing(
    asha, phone_of, service, tell, work
):
    phone_of(asha)
    tell(asha, "over", until=timezone.now())
    assert not OutgoingPush.objects.exists()

    tell(asha, "nearly", until=timezone.now() + 5 * SECOND)
    assert work(6 * SECOND) == 0
    OutgoingPush.objects.forget_stale(timezone.now() + 6 * SECOND)

    assert service.received == []
    assert not OutgoingPush.objects.exists()


@pytest.mark.parametrize("status", [404, 410])
def test_a_phone_that_is_no_more_is_forgotten(status, asha, phone_of, service, tell, work):
    phone = phone_of(asha)
    service.will_answer(status)

    tell(asha)
    work()

    assert not phone.is_told()
    tell(asha, "later")
    assert work() == 0
    assert not OutgoingPush.objects.exists()


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_push_service_is_asked_again_ever_more_rarely(
    status, asha, phone_of, service, tell, work
):
    phone = phone_of(asha)
    service.will_answer(status)
    service.will_answer(status)
    tell(asha)

    assert work() == 1
    assert work(4 * SECOND) == 0
    assert work(6 * SECOND) == 1
    assert work(15 * SECOND) == 0
    assert work(17 * SECOND) == 1  # this time it is taken
    assert work(2 * MINUTE) == 0

    assert [phone.opens(push)["topic"] for push in service.received] == ["break-passes"] * 3


@pytest.mark.parametrize("written", ["60", "as a date"])
def test_a_push_service_says_when_to_come_again(written, asha, phone_of, service, tell, work):
    phone_of(asha)
    when = format_datetime(timezone.now() + MINUTE, usegmt=True)
    service.will_answer(429, Retry_After=when if written == "as a date" else written)
    tell(asha)

    assert work() == 1
    assert work(57 * SECOND) == 0
    assert work(62 * SECOND) == 1


def test_waiting_longer_than_it_matters_is_giving_up(asha, phone_of, service, tell, work):
    phone_of(asha)
    service.will_answer(503, Retry_After="3600")
    tell(asha)

    assert work() == 1
    assert work(2 * MINUTE) == 0
    assert work(HOUR + MINUTE) == 0


def test_a_push_service_that_is_away_is_asked_again(asha, phone_of, service, tell, work, settings):
    phone = phone_of(asha)
    settings.PUSH_INSIDE = True
    nobody = Phone(asha, origin="http://127.0.0.1:9")
    nobody.asks_to_be_told()
    tell(asha)

    assert work() == 2  # the one that is there is not kept waiting
    assert [phone.opens(push) for push in service.received] == [{"topic": "break-passes"}]
    assert work(6 * SECOND) == 1
    assert nobody.is_told()


def test_what_was_perhaps_taken_is_not_sent_again(asha, phone_of, service, tell, work):
    phone_of(asha)
    service.will_answer(0)  # it falls silent after it took everything
    tell(asha)

    assert work() == 1
    assert work(MINUTE) == 0
    assert len(service.received) == 1


@pytest.mark.parametrize("status", [301, 307, 400, 403, 413])
def test_a_refusal_is_final_and_no_redirect_is_followed(
    status, asha, phone_of, service, tell, work
):
    phone = phone_of(asha)
    service.will_answer(status, Location=f"{service.origin}/elsewhere")
    tell(asha)
    work()

    assert work(MINUTE) == 0
    assert len(service.received) == 1
    assert phone.is_told()  # it may be our mistake, not the phone's


def test_nobodys_address_is_in_the_log(asha, phone_of, service, tell, work, caplog):
    phone = phone_of(asha)
    service.will_answer(403)
    tell(asha)
    work()

    said = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert [record.name for record in said] == ["aftercall.push"]
    for record in said:
        assert phone.endpoint not in record.getMessage()
        assert str(asha.pk) not in record.getMessage()


@pytest.mark.django_db(transaction=True)
def test_eight_workers_at_once_send_it_once(asha, phone_of, service, tell):
    phone_of(asha)
    tell(asha)
    row, now = OutgoingPush.objects.get(), timezone.now()

    def worker(_number: int) -> bool:
        try:
            return services.push(row.pk, now=now)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as workers:
        taken = list(workers.map(worker, range(8)))

    assert taken.count(True) == 1
    assert len(service.received) == 1


@pytest.mark.django_db(transaction=True)
def test_without_a_broker_the_sweep_finds_it(asha, phone_of, service, tell, monkeypatch, caplog):
    phone_of(asha)

    def away(*args: object, **more: object) -> None:
        raise OperationalError

    monkeypatch.setattr(app.amqp, "send_task_message", away)  # the network, as Celery sees it
    tell(asha)
    assert "The broker is away" in caplog.text
    assert service.received == []

    tasks.sweep_pushes()

    assert len(service.received) == 1


@pytest.mark.django_db(transaction=True)
def test_slow_push_services_leave_threads_for_everything_else(
    asha, ben, phone_of, service, tell, monkeypatch
):
    for person in (asha, ben):
        phone_of(person)
        tell(person)
    for _ in range(2):
        assert tasks.LINES.acquire(blocking=False)  # two sweeps are at it
    try:
        tasks.sweep_pushes()
        assert service.received == []
    finally:
        for _ in range(2):
            tasks.LINES.release()

    tasks.sweep_pushes()

    assert len(service.received) == 2


def test_the_worker_sweeps_every_few_seconds():
    sweep = app.conf.beat_schedule["sweep-pushes"]

    assert (sweep["task"], sweep["schedule"]) == (tasks.sweep_pushes.name, 5.0)


def test_a_phone_whose_key_file_is_gone_is_forgotten(asha, phone_of, tell, work, settings):
    phone_of(asha)
    tell(asha)
    settings.SECRET_KEY = "another key"

    assert work() == 1
    assert not PushSubscription.objects.exists()


def test_a_phone_that_signed_out_meanwhile_hears_nothing(asha, phone_of, service, tell, work):
    phone = phone_of(asha)
    tell(asha)

    phone.delete("/api/v1/devices")

    assert work(timedelta(seconds=1)) == 0
    assert service.received == []
