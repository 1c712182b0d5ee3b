"""A call for help exists for who made it and who was told of it, and for nobody else."""

from uuid import uuid4

import pytest

from tests.architecture.lists import lists_seen_by
from tests.support.help_now.words import (
    ANSWERS,
    CALLS,
    answered,
    fresh,
    heard_by,
    on_shift,
    pressed,
    sent,
)
from tests.times import DAY, NOON, SECOND
from wellbeing import privacy
from wellbeing.core.models import AuditEntry, OutboxEvent
from wellbeing.support.help_now import answer_privacy as help_answers
from wellbeing.support.help_now import privacy as help_calls
from wellbeing.support.help_now.models import HelpCall, HelpCallReached, HelpStep
from wellbeing.support.help_now.rules import KEPT
from wellbeing.support.help_now.services.answering import come, finish

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(asha, tara):
    on_shift(tara)
    return pressed(asha)


@pytest.mark.usefixtures("one_moment")
def test_nobody_who_was_not_told_finds_any_trace(asha, ben, uwe, mona, ada, sam, tara, signed_in):
    on_shift(tara)
    others = [signed_in(one) for one in (ben, uwe, mona, ada, sam)]
    before = [lists_seen_by(client) for client in others]
    pressed(asha)

    assert [lists_seen_by(client) for client in others] == before


def test_anothers_id_is_like_no_id_at_all(call, asha, ben, uwe, mona, ada, tara, signed_in):
    row = heard_by(tara, call)
    for other in (ben, uwe, mona, ada, tara):
        client = signed_in(other)
        for id in (call.press, call.pk):
            theirs, nobodys = client.get(f"{CALLS}/{id}"), client.get(f"{CALLS}/{uuid4()}")
            assert theirs.status_code == nobodys.status_code == 404
            assert theirs.content == nobodys.content
            assert client.delete(f"{CALLS}/{id}").status_code == 404
    for other in (asha, ben, uwe, mona, ada):
        client = signed_in(other)
        theirs, nobodys = answered(client, row.id, "coming"), answered(client, uuid4(), "coming")
        assert theirs.status_code == nobodys.status_code == 404
        assert theirs.content == nobodys.content
    assert fresh(call).state() == "reaching"


def test_anothers_id_is_free_for_a_call_of_ones_own(call, ben, signed_in):
    assert sent(signed_in(ben), call.press).status_code == 201
    assert HelpCall.objects.filter(press=call.press).count() == 2


def test_who_was_told_later_only_sees_it_from_then_on(call, uwe, signed_in):
    assert signed_in(uwe).get(ANSWERS).json()["results"] == []


def test_no_log_and_no_event_says_whose_it_was(call, asha, tara):
    come(tara, id=heard_by(tara, call).id, now=NOON + SECOND)

    assert not AuditEntry.objects.exists()
    written = str(list(OutboxEvent.objects.values_list("payload", flat=True)))
    for person in (asha, tara):
        assert str(person.pk) not in written


def test_the_caller_takes_it_away_with_everything(call, asha, tara):
    finished(call, tara)

    (copy,) = help_calls.export(asha)
    assert copy["told"][0]["name"] == copy["coming_by"] == "Tara"
    assert list(help_calls.export(tara)) == []
    assert help_calls.holdings(asha)["count"] == 1
    assert help_calls.holdings(tara)["count"] == 0


def test_who_was_told_takes_away_what_they_did_and_not_who_called(call, asha, tara):
    finished(call, tara)

    (copy,) = help_answers.export(tara)
    assert copy["coming_at"] == NOON + SECOND
    assert "Asha" not in str(copy)
    assert help_answers.holdings(tara)["count"] == 1
    assert help_answers.holdings(asha)["count"] == 0
    privacy.erase(tara, id=uuid4(), now=NOON)
    assert HelpCallReached.objects.count() == 1  # it is the caller's


def test_forgotten_by_the_caller_it_is_gone_for_all(call, asha):
    privacy.erase(asha, id=uuid4(), now=NOON)

    for rows in (HelpCall, HelpCallReached, HelpStep):
        assert not rows.objects.exists()


def test_thirty_days_after_its_end_it_is_gone(call, tara):
    finished(call, tara)

    privacy.expire(NOON + KEPT)
    assert HelpCall.objects.exists()
    privacy.expire(NOON + KEPT + DAY)
    for rows in (HelpCall, HelpCallReached, HelpStep):
        assert not rows.objects.exists()


def finished(call, tara):
    row = heard_by(tara, call)
    come(tara, id=row.id, now=NOON + SECOND)
    finish(tara, id=row.id, now=NOON + 2 * SECOND)
