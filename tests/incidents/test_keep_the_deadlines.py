"""By when a case is read and answered: shown to both sides, and told of once when it runs out."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
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

# A Tuesday morning; the house works from nine to five.
TUESDAY = datetime(2026, 6, 9, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_utc(asha, ben):
    for one in (asha, ben):
        one.time_zone = "UTC"
        one.save(update_fields=["time_zone"])


def due(case):
    return dict(case.deadlines.filter(met_at=None).values_list("kind", "due_at"))


def told():
    """The key of each thing that was told of a deadline, in order."""
    found = OutboxEvent.objects.filter(name="CaseDeadlineNear").order_by("pk")
    return [":".join(row.payload["key"].split(":")[:2]) for row in found]


@pytest.mark.parametrize(
    ("said", "acknowledge", "answer"),
    [
        ({"severity": 1}, DAY, 7 * DAY),
        ({"severity": 2}, 4 * HOUR, 7 * DAY),
        ({"severity": 3}, 4 * HOUR, 5 * DAY),
        ({"severity": 1, "kinds": ["insult", "threat"]}, 4 * HOUR, 5 * DAY),
    ],
)
def test_a_threat_is_read_sooner_than_an_insult(said, acknowledge, answer, asha):
    found = due(reported(asha, now=TUESDAY, **said))

    assert found == {"acknowledge": TUESDAY + acknowledge, "answer": TUESDAY + answer}


def test_a_weekend_counts_for_a_threat_alone(asha):
    friday = TUESDAY + 3 * DAY + 6 * HOUR  # at four

    assert due(reported(asha, now=friday))["acknowledge"] == friday + 3 * DAY
    threat = reported(asha, now=friday, kinds=["threat"])
    assert due(threat)["acknowledge"] == friday + 4 * HOUR


def test_a_holiday_of_ones_own_country_is_no_working_day(asha):
    asha.country = "KR"
    asha.time_zone = "Asia/Seoul"
    asha.save(update_fields=["country", "time_zone"])
    chuseok = datetime(
        2026, 9, 23, 3, tzinfo=UTC
    )  # Wednesday noon; it is celebrated until Saturday

    assert due(reported(asha, now=chuseok))["acknowledge"] == chuseok + 5 * DAY


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
    reported(asha, now=TUESDAY - HOUR)
    threat = reported(ben, now=TUESDAY, kinds=["threat"], severity=3)

    assert signed_in(sam).get(CASES).json()["results"][0]["id"] == str(threat.pk)


def test_opened_again_its_time_starts_again(asha, sam):
    case = acknowledged(reported(asha, now=TUESDAY), sam, now=TUESDAY)
    handling.close(sam, id=case.pk, outcome="Done.", now=TUESDAY + DAY)

    handling.reopen(sam, id=case.pk, now=TUESDAY + 9 * DAY)

    assert due(case) == {"answer": TUESDAY + 16 * DAY}


def test_it_is_said_before_and_when_it_is_over_once_each(asha):
    reported(asha, now=TUESDAY)
    # Eight working hours: six of them are over at four, all of them at ten on Wednesday.
    looks = [(6 * HOUR - SECOND, []), (6 * HOUR, ["acknowledge:soon"])]
    looks += [(23 * HOUR, ["acknowledge:soon"])]
    both = ["acknowledge:soon", "acknowledge:over"]
    looks += [(24 * HOUR, both), (25 * HOUR, both), (3 * DAY, both)]
    for later, expected in looks:
        deadlines.sweep(now=TUESDAY + later)
        assert told() == expected, later


def test_a_server_that_stood_still_says_that_it_is_over_and_no_more(asha):
    reported(asha, now=TUESDAY)

    for _ in range(2):
        deadlines.sweep(now=TUESDAY + 2 * DAY)

    assert told() == ["acknowledge:over"]


def test_what_was_met_or_taken_back_is_not_told(asha, ben, sam):
    case = acknowledged(reported(asha, now=TUESDAY), sam, now=TUESDAY)
    handling.close(sam, id=case.pk, outcome="Done.", now=TUESDAY)
    reporting.withdraw(reported(ben, now=TUESDAY), now=TUESDAY)

    deadlines.sweep(now=TUESDAY + 30 * DAY)

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

    deadlines.sweep(now=timezone.now() + 20 * DAY)
    for event in OutboxEvent.objects.order_by("pk"):
        events.react(event.pk, timezone.now())

    rows = OutgoingPush.objects.all()
    assert {(row.subscription.person, row.topic) for row in rows} == {(sam, "cases")}


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_say_it_once(asha, ben, sam):
    for one in (asha, ben, sam):
        reported(one, now=TUESDAY)
    ready = Barrier(2)

    def sweep(later):
        ready.wait(60)
        try:
            deadlines.sweep(now=TUESDAY + later)
        finally:
            connections.close_all()

    for later in (6 * HOUR + MINUTE, DAY + MINUTE, 6 * DAY + 6 * HOUR, 7 * DAY):
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(sweep, (later, later)))

    assert len(told()) == 3 * 2 * 2
    assert {told().count(one) for one in told()} == {3}


def test_a_case_has_each_clock_once(asha):
    case = reported(asha)
    again = CaseDeadline(
        case=case, kind="answer", remind_at=timezone.now(), due_at=timezone.now() + timedelta(1),
        by_the_wall=True,
    )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)
