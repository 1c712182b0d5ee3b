"""From the inbox to an outcome that the reporter reads."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import IntegrityError, connections, transaction
from django.utils import timezone

from tests.incidents.reports import CASES, acknowledged, case_of, case_url, handles, reported
from tests.notifications.phones import Phone
from wellbeing.core import events
from wellbeing.core.models import AuditEntry, OutboxEvent
from wellbeing.incidents.errors import CaseMovedOn
from wellbeing.incidents.models import Case
from wellbeing.incidents.rules import NEXT, STATES
from wellbeing.incidents.services import handling
from wellbeing.notifications.models import OutgoingPush

pytestmark = pytest.mark.django_db

OUTCOME = {"text": "The customer got a warning letter. A second time we end the contract."}


@pytest.fixture
def case(asha):
    return reported(asha)


def test_the_inbox_says_nothing_of_what_is_in_it(sam, asha, case, signed_in):
    [line] = signed_in(sam).get(CASES).json()["results"]

    assert set(line) == {
        "id", "number", "identity", "state", "kinds", "severity", "urgent", "on_hold", "unit",
        "received_at", "due_at", "handler", "mine", "ended_at", "closed_by", "changed_at",
    }  # fmt: skip
    assert asha.name not in str(line)


def test_each_opening_is_written_down_and_shown_to_the_reporter(asha, sam, case, signed_in):
    handler, phone = signed_in(sam), signed_in(asha)
    handler.get(case_url(case.pk))
    handler.get(case_url(case.pk))

    assert [one["by"] for one in case_of(phone, case.uid)["openings"]] == ["Sam", "Sam"]
    assert AuditEntry.objects.about(asha.pk).filter(act="case_opened", actor=sam).count() == 2


@pytest.mark.parametrize("take", ["/acknowledgement", "/holder"])
def test_who_takes_it_without_a_look_has_opened_it_too(
    take, asha, sam, person, organisation, case, signed_in
):
    if take == "/holder":
        max_ = person("max")
        handles(max_, organisation)
        acknowledged(case, max_)

    signed_in(sam).put(case_url(case.pk, take))

    names = [one["by"] for one in case_of(signed_in(asha), case.uid)["openings"]]
    assert names.count("Sam") == 1


def test_that_it_changed_is_seen_without_opening_it(asha, sam, case, signed_in):
    handler = signed_in(sam)
    opened = handler.get(case_url(case.pk)).json()["changed_at"]
    taken = handler.put(case_url(case.pk, "/acknowledgement")).json()
    handler.put(case_url(case.pk, f"/messages/{uuid4()}"), {"text": "Who?"})

    [line] = handler.get(f"{CASES}?id={case.pk}&state=closed").json()["results"]

    assert opened < taken["changed_at"] < line["changed_at"]
    assert (line["state"], case.openings.count()) == ("acknowledged", 1)
    assert handler.get(f"{CASES}?id={uuid4()}").json()["count"] == 0


def test_it_goes_from_received_to_an_outcome(asha, sam, case, signed_in):
    handler, phone = signed_in(sam), signed_in(asha)

    taken = handler.put(case_url(case.pk, "/acknowledgement"))
    assert (taken.json()["state"], taken.json()["mine"]) == ("acknowledged", True)
    assert case_of(phone, case.uid)["handler"] == "Sam"
    handler.put(case_url(case.pk, "/outcome"), OUTCOME)

    seen = case_of(phone, case.uid)
    assert (seen["state"], seen["outcome"]) == ("closed", OUTCOME["text"])


def test_no_case_ends_without_an_outcome(sam, case, signed_in):
    handler = signed_in(sam)
    handler.put(case_url(case.pk, "/acknowledgement"))

    assert handler.put(case_url(case.pk, "/outcome"), {"text": "  "}).status_code == 400
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(state="closed", ended_at=timezone.now())


def test_only_what_may_follow_follows(sam, case, signed_in):
    handler = signed_in(sam)
    moves = {
        "acknowledged": lambda: handler.put(case_url(case.pk, "/acknowledgement")),
        "closed": lambda: handler.put(case_url(case.pk, "/outcome"), OUTCOME),
    }
    assert set(NEXT) == set(STATES)

    assert moves["closed"]().json()["code"] == "case_held_elsewhere"
    assert moves["acknowledged"]().status_code == 200
    assert moves["acknowledged"]().json()["code"] == "case_moved_on"
    assert moves["closed"]().status_code == 200
    assert handler.delete(case_url(case.pk, "/outcome")).json()["state"] == "acknowledged"


def test_whether_outcomes_are_read_is_a_number_on_the_page(asha, ben, sam, signed_in):
    cases = [reported(one) for one in (asha, ben)]
    for case in cases:
        acknowledged(case, sam)
        handling.close(sam, id=case.pk, outcome="Done.", now=timezone.now())
    case_of(signed_in(asha), cases[0].uid)

    page = signed_in(sam).get(CASES).json()

    assert (page["closed"], page["read"], page["count"]) == (2, 1, 0)
    assert signed_in(sam).get(f"{CASES}?state=closed").json()["count"] == 2


def test_whoever_stands_back_finds_nothing_any_more(sam, case, signed_in):
    handler = signed_in(sam)
    handler.put(case_url(case.pk, "/acknowledgement"))

    assert handler.put(case_url(case.pk, "/distance")).status_code == 204

    assert handler.get(CASES).json()["count"] == 0
    assert handler.get(case_url(case.pk)).content == handler.get(case_url(uuid4())).content
    assert Case.objects.get(pk=case.pk).assigned_to is None


def test_a_colleague_takes_over(sam, person, organisation, case, signed_in):
    max_ = person("max")
    handles(max_, organisation)
    acknowledged(case, sam)

    assert signed_in(max_).put(case_url(case.pk, "/holder")).json()["handler"] == "Max"


@pytest.mark.django_db(transaction=True)
def test_of_two_handlers_in_one_moment_one_takes_it(sam, person, organisation, asha):
    max_, case = person("max"), reported(asha)
    handles(max_, organisation)
    ready = Barrier(2)

    def take(handler):
        ready.wait()
        try:
            acknowledged(case, handler)
        except CaseMovedOn:
            return None
        finally:
            connections.close_all()
        return handler.pk

    with ThreadPoolExecutor(2) as pool:
        took = list(pool.map(take, (sam, max_)))

    assert took.count(None) == 1
    assert Case.objects.get(pk=case.pk).assigned_to_id in took


def told() -> set:
    for event in OutboxEvent.objects.filter(done_at=None).order_by("pk"):
        events.react(event.pk, timezone.now())
    rows = OutgoingPush.objects.filter(topic__in=("cases", "reports"))
    return {(row.subscription.person, row.topic) for row in rows}


def test_the_other_side_hears_that_something_is_there(asha, sam):
    for each in (asha, sam):
        assert Phone(each).asks_to_be_told().status_code == 201
    case = reported(asha)
    assert told() == {(sam, "cases")}

    acknowledged(case, sam)

    assert told() == {(sam, "cases"), (asha, "reports")}
