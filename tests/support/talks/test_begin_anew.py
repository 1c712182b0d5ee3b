"""Whoever comes in by a way that somebody else made finds no talk of whom they come in as."""

from uuid import uuid4

import pytest
from django.utils import timezone

from accounts import access
from accounts.models import User
from tests.notifications.phones import Phone
from tests.support.talk_reports.reports import REPORTS, report, report_url, reported
from tests.support.talks.talks import (
    accepted,
    asked,
    fresh,
    message_url,
    on_shift,
    request_url,
    said,
    talk_url,
)
from tests.support.talks.test_leave_the_company import follow_up
from wellbeing import privacy
from wellbeing.notifications.models import OutgoingPush
from wellbeing.support.talk_reports.models import TalkReport
from wellbeing.support.talk_reports.services import answer_case
from wellbeing.support.talks.models import Conversation, Message, TalkRequest

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(asha, pia):
    now = timezone.now()
    on_shift(pia, now=now)
    row = accepted(asked(asha, now=now), now=now)
    said(asha, row, "I cannot go back in there.", now=now)
    said(pia, row, "Then do not, yet.", now=now)
    return row


@pytest.fixture
def complaint(asha, talk):
    return reported(asha, talk.pk, now=timezone.now())


def begin_anew(person: User) -> User:
    """The name and the number are as before; who comes in may be somebody else."""
    access.start_afresh([person.pk])
    follow_up()
    return User.objects.get(pk=person.pk)


@pytest.mark.parametrize("who", ["asha", "pia"])
def test_no_word_of_it_can_be_read_on_either_side(who, talk, signed_in, request):
    client = signed_in(begin_anew(request.getfixturevalue(who)))

    assert client.get(talk_url(talk.pk)).status_code == 404
    assert client.get(talk_url(talk.pk, "/messages")).status_code == 404
    assert client.put(message_url(talk.pk, uuid4()), {"text": "Hello?"}).status_code == 404
    assert client.put(report_url(uuid4()), report(talk.pk)).status_code == 422


def test_what_was_asked_for_is_not_there_either(asha, pia, signed_in):
    now = timezone.now()
    on_shift(pia, now=now)
    request = asked(asha, now=now)
    anew = signed_in(begin_anew(asha))

    assert anew.get(request_url(request.uid)).status_code == 404
    assert anew.delete(request_url(request.uid)).status_code == 404
    assert fresh(request).state == "withdrawn"


def test_a_report_of_a_talk_stays_with_its_handlers(complaint, asha, sam, signed_in):
    anew = begin_anew(asha)

    assert signed_in(anew).get(REPORTS).json()["results"] == []
    Phone(anew).asks_to_be_told()
    answer_case(sam, id=complaint.pk, text="It was dealt with.", now=timezone.now())
    follow_up()
    assert fresh(complaint).state == "answered"
    assert not OutgoingPush.objects.filter(topic="talk-reports").exists()


def test_the_other_one_sees_that_they_are_gone_and_reads_on(talk, asha, pia, signed_in):
    begin_anew(asha)

    assert fresh(talk).closed_at
    found = signed_in(pia).get(talk_url(talk.pk, "/messages")).json()["messages"]
    assert [one["text"] for one in found] == ["I cannot go back in there.", "Then do not, yet."]


def test_nothing_of_it_is_taken_along_or_forgotten_by_them(talk, complaint, asha):
    anew = begin_anew(asha)
    counts = {one["kind"]: one["count"] for one in privacy.holdings(anew)}
    taken = {kind: list(lines) for kind, lines in privacy.export(anew).items()}
    for kind in ("talks", "talk_reports"):
        assert (counts[kind], taken[kind]) == (0, []), kind

    privacy.erase(anew, id=uuid4(), now=timezone.now())

    assert Message.objects.filter(conversation=talk).count() == 2
    assert Conversation.objects.get(pk=talk.pk).key
    assert TalkRequest.objects.filter(conversation=talk).exists()
    assert TalkReport.objects.get(pk=complaint.pk).key


def test_whoever_ends_one_session_stays_in_the_talk(talk, asha, signed_in):
    access.end_sessions(asha.pk)
    follow_up()

    assert fresh(talk).closed_at is None
    assert signed_in(asha).get(talk_url(talk.pk)).status_code == 200


def test_what_is_begun_afterwards_is_theirs(asha, pia, signed_in):
    anew = begin_anew(asha)
    now = timezone.now()
    on_shift(pia, now=now)
    row = accepted(asked(anew, now=now), now=now)
    said(anew, row, "It is me again.", now=now)

    found = signed_in(anew).get(talk_url(row.pk, "/messages")).json()["messages"]
    assert [one["text"] for one in found] == ["It is me again."]
