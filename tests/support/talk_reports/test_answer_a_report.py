"""A case handler opens a report and says what was done; the reporter sees each step."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connections
from django.utils import timezone

from accounts.models.people import Role
from tests.notifications.phones import Phone
from tests.support.talk_reports.reports import CASES, REPORTS, case_url, reported
from tests.support.talks.talks import fresh
from wellbeing.core import events
from wellbeing.core.models import AuditEntry, OutboxEvent
from wellbeing.notifications.models import OutgoingPush
from wellbeing.support.talk_reports.services import AlreadyAnswered, answer_case

pytestmark = pytest.mark.django_db

ANSWER = {"text": "We spoke with them. They no longer listen here."}


@pytest.fixture
def case(asha, talk):
    return reported(asha, talk.pk, now=timezone.now())


def react_to_everything():
    for event in OutboxEvent.objects.filter(done_at=None).order_by("pk"):
        events.react(event.pk, timezone.now())


def told_of_reports() -> set:
    rows = OutgoingPush.objects.filter(topic__startswith="talk-report")
    return {(row.subscription.person, row.topic) for row in rows}


def own(client) -> dict:
    [row] = client.get(REPORTS).json()["results"]
    return row


def test_the_list_says_nothing_of_what_is_in_it(sam, case, signed_in):
    [line] = signed_in(sam).get(CASES).json()["results"]

    assert line == {
        "id": str(case.pk),
        "state": "open",
        "made_at": line["made_at"],
        "closed_at": None,
    }


def test_each_opening_is_written_down_and_shown_to_the_reporter(asha, sam, case, signed_in):
    handler, phone = signed_in(sam), signed_in(asha)
    handler.get(case_url(case.pk))
    handler.get(case_url(case.pk))

    assert [(one["by"], one["what"]) for one in own(phone)["openings"]] == [("Sam", "report")] * 2
    assert {entry.act for entry in AuditEntry.objects.all()} == {"talk_report_opened"}
    looked = phone.get("/api/v1/views").json()
    assert {one["what"] for one in looked} == {"Opened your report of a talk"}


def test_an_alias_stays_one_until_the_names_are_opened(asha, pia, sam, case, signed_in):
    handler, phone = signed_in(sam), signed_in(asha)
    before = handler.get(case_url(case.pk))
    assert "Asha" not in before.content.decode()
    assert [one["name"] for one in before.json()["parties"]] == [None, None]

    after = handler.put(case_url(case.pk, "/names")).json()

    people = {(one["shown_as"], one["name"], one["reporter"]) for one in after["parties"]}
    assert people == {("Blue Heron", "Asha", True), ("Pia", "Pia", False)}
    assert own(phone)["openings"][-1]["what"] == "names"
    assert AuditEntry.objects.filter(act="talk_report_named", person=asha, actor=sam).exists()


def test_whoever_was_reported_learns_of_it_nowhere(asha, pia, sam, case, signed_in):
    signed_in(sam).put(case_url(case.pk, "/names"))

    assert signed_in(pia).get("/api/v1/views").json() == []
    assert signed_in(pia).get(REPORTS).json()["results"] == []


def test_the_answer_closes_it_and_is_read_by_the_reporter(asha, sam, case, signed_in):
    assert signed_in(sam).put(case_url(case.pk, "/answer"), ANSWER).status_code == 200

    seen = own(signed_in(asha))

    assert (seen["state"], seen["answer"]) == ("answered", ANSWER["text"])
    assert seen["erase_at"] > seen["closed_at"]
    assert ANSWER["text"].encode() not in bytes(fresh(case).answer)


def test_it_is_not_closed_without_a_word(sam, case, signed_in):
    response = signed_in(sam).put(case_url(case.pk, "/answer"), {"text": " "})

    assert response.status_code == 400
    assert fresh(case).closed_at is None


def test_the_same_answer_again_changes_nothing(sam, case, signed_in):
    handler = signed_in(sam)
    handler.put(case_url(case.pk, "/answer"), ANSWER)

    again = handler.put(case_url(case.pk, "/answer"), {"text": "Something else"})

    assert (again.status_code, again.json()["answer"]) == (200, ANSWER["text"])


def test_an_answered_report_stays_with_whoever_answered_it(sam, person, case, signed_in):
    other = signed_in(person("rita", Role.CASE_HANDLER))
    signed_in(sam).put(case_url(case.pk, "/answer"), ANSWER)

    assert other.get(CASES).json()["results"] == []
    assert other.get(case_url(case.pk)).status_code == 404
    assert signed_in(sam).get(case_url(case.pk)).json()["state"] == "answered"


def test_handlers_are_told_that_something_waits_and_the_reporter_that_something_came(
    asha, sam, case, signed_in
):
    for each in (sam, asha):
        assert Phone(each).asks_to_be_told().status_code == 201
    react_to_everything()
    assert told_of_reports() == {(sam, "talk-report-cases")}

    signed_in(sam).put(case_url(case.pk, "/answer"), ANSWER)
    react_to_everything()

    assert told_of_reports() == {(sam, "talk-report-cases"), (asha, "talk-reports")}


@pytest.mark.django_db(transaction=True)
def test_of_two_who_answer_at_once_one_wins(asha, sam, person, talk):
    case = reported(asha, talk.pk, now=timezone.now())
    handlers = [sam, *(person(uuid4().hex, Role.CASE_HANDLER) for _ in range(3))]
    start = Barrier(len(handlers))

    def answer(handler) -> bool | None:
        start.wait(30)
        try:
            answer_case(handler, id=case.pk, text=handler.name, now=timezone.now())
        except AlreadyAnswered:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(len(handlers)) as pool:
        won = list(pool.map(answer, handlers))

    assert sorted(won) == [False, False, False, True]
    assert fresh(case).closed_by == handlers[won.index(True)]
    assert OutboxEvent.objects.filter(name="TalkReportMoved").count() == 2  # made, answered
