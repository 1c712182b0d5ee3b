"""Whoever is or was in a talk says what happened there, and what goes with it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.utils import timezone

from accounts.models import RoleGrant
from tests.support.talk_reports.reports import CASES, REPORTS, WORDS, case_url, report, report_url
from tests.support.talks.talks import fresh, said
from wellbeing.core.models import DataKey, OutboxEvent
from wellbeing.support.talk_reports import privacy
from wellbeing.support.talk_reports.models import Party, TalkReport
from wellbeing.support.talks.models import Conversation
from wellbeing.support.talks.services.forgetting import forget_what_is_due

pytestmark = pytest.mark.django_db


def the_case(client) -> dict:
    [line] = client.get(CASES).json()["results"]
    return client.get(case_url(line["id"])).json()


def test_a_repeat_from_the_phone_changes_nothing(asha, talk, signed_in):
    phone, id = signed_in(asha), uuid4()

    first = phone.put(report_url(id), report(talk.pk))
    again = phone.put(report_url(id), report(talk.pk, what="threat"))

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert TalkReport.objects.count() == 1


def test_a_copy_goes_with_it_as_the_reporter_can_read_it(asha, pia, sam, talk, signed_in):
    signed_in(asha).put(report_url(uuid4()), report(talk.pk))
    said(pia, talk, "said later", now=timezone.now())

    copy = the_case(signed_in(sam))["copy"]

    assert [(one["name"], one["text"], one["by_reporter"]) for one in copy] == [
        ("Blue Heron", "I need somebody", True),
        ("Pia", "Grow up", False),
    ]


def test_a_counsellor_who_came_later_sends_only_what_they_may_read(pia, talk, signed_in, sam, cole):
    talk.participants.create(
        person=cole,
        role="counsellor",
        shown_as="Cole",
        joined_at=timezone.now(),
        reads_from=2,
    )
    signed_in(cole).put(report_url(uuid4()), report(talk.pk))

    assert [one["text"] for one in the_case(signed_in(sam))["copy"]] == ["Grow up"]


def test_the_copy_can_be_left_out_and_so_can_the_words(asha, sam, talk, signed_in):
    signed_in(asha).put(report_url(uuid4()), report(talk.pk, with_copy=False, text=None))

    seen = the_case(signed_in(sam))

    assert (seen["copy"], seen["text"], seen["what"]) == (None, None, "insult")


@pytest.mark.parametrize("more", [{"what": "noise"}, {"text": " "}, {"text": "x" * 4001}])
def test_odd_reports_are_refused(asha, talk, signed_in, more):
    response = signed_in(asha).put(report_url(uuid4()), report(talk.pk, **more))

    assert response.status_code == 400


def test_a_talk_that_is_over_can_be_reported_until_it_is_erased(asha, talk, signed_in):
    phone, now = signed_in(asha), timezone.now()
    phone.delete(f"/api/v1/conversations/{talk.pk}")
    assert phone.put(report_url(uuid4()), report(talk.pk)).status_code == 201

    TalkReport.objects.all().delete()
    forget_what_is_due(now=now + settings.TALKS_KEPT + timedelta(minutes=1))
    late = phone.put(report_url(uuid4()), report(talk.pk))

    assert (late.status_code, late.json()["code"]) == (422, "talk_out_of_reach")


def test_a_talk_of_others_is_refused_like_one_that_never_was(ben, talk, signed_in):
    phone = signed_in(ben)

    theirs = phone.put(report_url(uuid4()), report(talk.pk))
    nothing = phone.put(report_url(uuid4()), report(uuid4()))

    assert theirs.status_code == 422
    assert theirs.content == nothing.content


def test_one_report_of_a_talk_stands_at_a_time(asha, talk, signed_in):
    phone = signed_in(asha)
    phone.put(report_url(uuid4()), report(talk.pk))

    second = phone.put(report_url(uuid4()), report(talk.pk))

    assert (second.status_code, second.json()["code"]) == (409, "already_reported")


def test_the_talk_is_erased_in_its_own_time_and_the_report_stays(asha, sam, talk, signed_in):
    phone = signed_in(asha)
    phone.put(report_url(uuid4()), report(talk.pk))
    phone.delete(f"/api/v1/conversations/{talk.pk}")
    forget_what_is_due(now=timezone.now() + settings.TALKS_KEPT + timedelta(minutes=1))

    assert not Conversation.objects.exists()
    assert len(the_case(signed_in(sam))["copy"]) == 2


def test_it_is_said_when_there_is_nobody_who_may_open_it(asha, sam, talk, signed_in):
    phone = signed_in(asha)
    there = phone.put(report_url(uuid4()), report(talk.pk)).json()
    RoleGrant.objects.filter(person=sam).update(until=timezone.now())

    [waiting] = phone.get(REPORTS).json()["results"]

    assert (there["anybody"], waiting["anybody"], waiting["state"]) == (True, False, "open")


def test_a_stolen_database_shows_nothing_of_what_was_said(asha, talk, signed_in):
    signed_in(asha).put(report_url(uuid4()), report(talk.pk, what="sexual"))

    row = TalkReport.objects.get()
    stored = b"".join(bytes(part) for part in (row.said, row.copy))

    for mark in (WORDS, "sexual", "Grow up"):
        assert mark.encode() not in stored
    for event in OutboxEvent.objects.filter(name="TalkReportMoved"):
        assert set(event.payload) == {"report_id"}


def test_who_erases_everything_takes_an_unopened_report_with_them(asha, sam, talk, signed_in):
    phone = signed_in(asha)
    phone.put(report_url(uuid4()), report(talk.pk))
    phone.put(f"/api/v1/erasures/{uuid4()}")

    assert not TalkReport.objects.exists()
    assert not DataKey.objects.exists()
    assert signed_in(sam).get(CASES).json()["results"] == []


def test_whoever_had_opened_it_is_told_that_it_is_withdrawn_and_finds_it_empty(
    asha, sam, person, talk, signed_in
):
    phone, handler = signed_in(asha), signed_in(sam)
    phone.put(report_url(uuid4()), report(talk.pk))
    id = the_case(handler)["id"]
    phone.put(f"/api/v1/erasures/{uuid4()}")

    seen = handler.get(case_url(id)).json()

    assert seen["state"] == "withdrawn"
    assert (seen["what"], seen["text"], seen["copy"], seen["parties"]) == (None, None, None, [])
    assert not Party.objects.exists()
    assert not DataKey.objects.exists()
    other = signed_in(person("rita", "case_handler"))
    assert other.get(CASES).json()["results"] == []


def test_ninety_days_after_the_answer_it_is_gone_with_its_key(asha, sam, talk, signed_in):
    signed_in(asha).put(report_url(uuid4()), report(talk.pk))
    row = TalkReport.objects.get()
    signed_in(sam).put(case_url(row.pk, "/answer"), {"text": "We spoke with them."})
    closed = fresh(row).closed_at

    privacy.expire(closed + timedelta(days=89))
    assert TalkReport.objects.exists()
    privacy.expire(closed + timedelta(days=90))

    assert not TalkReport.objects.exists()
    assert not DataKey.objects.filter(pk=row.key_id).exists()


def test_what_nobody_answered_is_gone_half_a_year_after_it_was_made(asha, talk, signed_in):
    signed_in(asha).put(report_url(uuid4()), report(talk.pk))
    row = TalkReport.objects.get()

    privacy.expire(row.made_at + timedelta(days=179))
    assert TalkReport.objects.exists()
    privacy.expire(row.made_at + timedelta(days=180))

    assert not TalkReport.objects.exists()
    assert not DataKey.objects.filter(pk=row.key_id).exists()


def test_ones_own_copy_holds_what_one_said_and_not_what_others_wrote(asha, talk, signed_in):
    phone = signed_in(asha)
    phone.put(report_url(uuid4()), report(talk.pk))

    everything = b"".join(phone.get("/api/v1/exports/everything.json").streaming_content).decode()

    assert WORDS in everything
    assert "Grow up" not in everything
