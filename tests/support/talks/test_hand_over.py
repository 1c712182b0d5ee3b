"""A counsellor comes with the agent's consent alone, and reads what the agent lets them read."""

from uuid import uuid4

import pytest
from django.utils import timezone

from tests.support.talks.talks import (
    accepted,
    asked,
    consent,
    fresh,
    message_url,
    offer_url,
    on_shift,
    said,
    talk_url,
)
from tests.times import DAY, HOUR, MINUTE
from wellbeing.support.talks.models import Offer, Participant, TalkRequest
from wellbeing.support.talks.services import queue
from wellbeing.support.uses.models import Use

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(asha, pia, cole):
    now = timezone.now()
    on_shift(pia, now=now)
    on_shift(cole, "counsellor", now=now)
    row = accepted(asked(asha, now=now, alias="Blue Heron"), now=now)
    said(asha, row, "first", now=now)
    said(pia, row, "second", now=now)
    return row


def proposed(talk, pia, signed_in) -> None:
    answer = signed_in(pia).put(talk_url(talk.pk, "/handover-proposal"))
    assert answer.status_code == 204


def agreed(talk, asha, signed_in, **more):
    return signed_in(asha).put(talk_url(talk.pk, "/handover"), consent(**more))


def words(client, talk) -> list[str]:
    found = client.get(talk_url(talk.pk, "/messages")).json()["messages"]
    return [one["text"] for one in found]


def test_nobody_is_asked_before_the_agent_agrees(talk, asha, pia, cole, signed_in):
    proposed(talk, pia, signed_in)

    assert signed_in(asha).get(talk_url(talk.pk)).json()["handover"] == "proposed"
    assert signed_in(cole).get("/api/v1/talk-offers").json()["results"] == []
    assert not Use.objects.filter(kind="counsellor").exists()


def test_without_a_proposal_there_is_nothing_to_agree_to(talk, asha, signed_in):
    assert agreed(talk, asha, signed_in).json()["code"] == "nothing_proposed"


def test_a_peer_cannot_agree_nor_an_agent_propose(talk, asha, pia, signed_in):
    proposed(talk, pia, signed_in)

    assert signed_in(asha).put(talk_url(talk.pk, "/handover-proposal")).status_code == 404
    assert signed_in(pia).put(talk_url(talk.pk, "/handover"), consent()).status_code == 404


@pytest.mark.parametrize(
    ("from_start", "read"), [(True, ["first", "second", "third"]), (False, ["third"])]
)
def test_a_counsellor_reads_what_the_agent_let_them_read(
    from_start, read, talk, asha, pia, cole, signed_in
):
    proposed(talk, pia, signed_in)
    assert agreed(talk, asha, signed_in, from_start=from_start).status_code == 204
    said(asha, talk, "third", now=timezone.now())

    (offer,) = signed_in(cole).get("/api/v1/talk-offers").json()["results"]
    assert (offer["kind"], offer["shown_as"]) == ("counsellor", "Blue Heron")
    joined = signed_in(cole).put(offer_url(offer["id"])).json()["conversation"]

    assert joined == str(talk.pk)
    assert words(signed_in(cole), talk) == read
    assert Use.objects.filter(kind="counsellor").count() == 1


def test_the_peer_leaves_and_reads_no_further(talk, asha, pia, cole, signed_in):
    proposed(talk, pia, signed_in)
    agreed(talk, asha, signed_in)
    offer = Offer.objects.open().get()
    assert signed_in(pia).get(talk_url(talk.pk)).json()["state"] == "open"  # till somebody is here
    signed_in(cole).put(offer_url(offer.pk))

    said(asha, talk, "for Cole alone", now=timezone.now())

    assert words(signed_in(pia), talk) == ["first", "second"]
    standing = signed_in(pia).get(talk_url(talk.pk)).json()
    assert (standing["state"], standing["last_number"]) == ("left", 2)
    late = signed_in(pia).put(message_url(talk.pk, uuid4()), {"text": "still here"})
    assert late.json()["code"] == "talk_is_over"
    signed_in(pia).delete(talk_url(talk.pk))
    assert fresh(talk).closed_at is None
    assert words(signed_in(asha), talk) == ["first", "second", "for Cole alone"]


def test_no_is_no_and_may_be_said_late(talk, asha, pia, cole, signed_in):
    proposed(talk, pia, signed_in)
    agreed(talk, asha, signed_in)

    assert signed_in(asha).delete(talk_url(talk.pk, "/handover")).status_code == 204

    assert signed_in(cole).get("/api/v1/talk-offers").json()["results"] == []
    assert signed_in(asha).get(talk_url(talk.pk)).json()["handover"] == "none"
    offer = Offer.objects.get(to=cole)
    assert signed_in(cole).put(offer_url(offer.pk)).json()["code"] == "offer_over"
    assert not Participant.objects.filter(person=cole).exists()


def test_a_repeat_of_the_consent_asks_once(talk, asha, pia, signed_in):
    proposed(talk, pia, signed_in)
    given = consent()

    for _ in range(2):
        answer = signed_in(asha).put(talk_url(talk.pk, "/handover"), given)
        assert answer.status_code == 204

    assert TalkRequest.objects.filter(kind="counsellor").count() == 1


def test_when_no_counsellor_comes_the_peer_stays(talk, asha, pia, signed_in):
    proposed(talk, pia, signed_in)
    agreed(talk, asha, signed_in)

    queue.sweep(now=timezone.now() + 11 * MINUTE)

    assert TalkRequest.objects.get(kind="counsellor").state == "nobody"
    assert signed_in(pia).get(talk_url(talk.pk)).json()["state"] == "open"


def test_an_ended_talk_asks_nobody_any_more(talk, asha, pia, cole, signed_in):
    proposed(talk, pia, signed_in)
    agreed(talk, asha, signed_in)

    signed_in(pia).delete(talk_url(talk.pk))

    assert signed_in(cole).get("/api/v1/talk-offers").json()["results"] == []
    assert agreed(talk, asha, signed_in).json()["code"] in {"talk_is_over", "nothing_proposed"}


def test_whoever_handed_over_learns_nothing_of_how_it_goes_on(talk, asha, pia, cole, signed_in):
    proposed(talk, pia, signed_in)
    agreed(talk, asha, signed_in)
    signed_in(cole).put(offer_url(Offer.objects.open().get().pk))
    hers = signed_in(pia)
    before = (hers.get(talk_url(talk.pk)).json(), hers.get("/api/v1/talks/mine").json())

    said(cole, fresh(talk), "Hello, I am Cole", now=timezone.now())
    for phone in (signed_in(asha), signed_in(cole)):
        phone.get(talk_url(talk.pk, "/messages"))
        phone.put(talk_url(talk.pk, "/reading"), {"up_to": 3})
    signed_in(asha).delete(talk_url(talk.pk))

    after = (hers.get(talk_url(talk.pk)).json(), hers.get("/api/v1/talks/mine").json())
    assert after == before
    assert "Cole" not in str(after)
    assert [one["here"] for one in after[0]["others"]] == [False]
    (line,) = after[1]["talks"]
    assert (line["across"], line["state"], line["unread"]) == (
        "Blue Heron",
        "left",
        1,
    )  # not her own
    named = hers.put(f"/api/v1/exclusions/{uuid4()}", {"conversation": str(talk.pk)})
    assert named.json()["known_as"] == "Blue Heron"


def test_a_part_in_a_talk_is_kept_as_if_it_had_ended_then(talk, asha, pia, cole, signed_in):
    proposed(talk, pia, signed_in)
    agreed(talk, asha, signed_in)
    signed_in(cole).put(offer_url(Offer.objects.open().get().pk))
    Participant.objects.filter(person=pia).update(left_at=timezone.now() - DAY)

    assert signed_in(pia).get(talk_url(talk.pk)).status_code == 404
    assert signed_in(pia).get("/api/v1/talks/mine").json()["talks"] == []
    assert signed_in(asha).get(talk_url(talk.pk)).status_code == 200


def test_that_no_counsellor_is_there_is_said_to_both(talk, asha, pia, cole, signed_in):
    on_shift(cole, "counsellor", now=timezone.now() - 3 * HOUR)
    proposed(talk, pia, signed_in)

    agreed(talk, asha, signed_in)

    for person in (asha, pia):
        assert signed_in(person).get(talk_url(talk.pk)).json()["handover"] == "nobody"
    proposed(talk, pia, signed_in)
    assert signed_in(asha).get(talk_url(talk.pk)).json()["handover"] == "proposed"
