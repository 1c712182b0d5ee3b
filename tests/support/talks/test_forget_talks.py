"""A person sees what is stored of their talks, takes it away, and has it forgotten."""

import json
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.support.talks.talks import (
    accepted,
    asked,
    offered,
    on_shift,
    peer,
    said,
    talk_url,
)
from tests.times import DAY
from wellbeing.core.models import DataKey
from wellbeing.support.kept_apart.models import Exclusion
from wellbeing.support.talks.models import (
    Conversation,
    Offer,
    Supporter,
    TalkRequest,
)
from wellbeing.support.talks.services import answering, forgetting, talking
from wellbeing.support.talks.services.errors import EnoughForNow

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(asha, pia):
    now = timezone.now()
    on_shift(pia, now=now, languages=["en"])
    row = accepted(asked(asha, now=now), now=now)
    said(asha, row, "my own words", now=now)
    said(pia, row, "words of hers", now=now)
    return row


def held(client) -> int:
    found = client.get("/api/v1/holdings").json()
    return next(one["count"] for one in found if one["kind"] == "talks")


def test_each_side_counts_their_own(asha, ben, pia, talk, signed_in):
    assert held(signed_in(asha)) == 1
    assert held(signed_in(pia)) == 3  # what she was offered, the talk, what she said of herself
    assert held(signed_in(ben)) == 0


def test_the_copy_holds_ones_own_words_alone(asha, talk, signed_in):
    response = signed_in(asha).get("/api/v1/exports/everything.json")
    copy = json.loads(response.getvalue())["talks"]

    assert [one["text"] for row in copy for one in row.get("own_messages", [])] == ["my own words"]
    assert "words of hers" not in json.dumps(copy)
    assert "Pia" not in json.dumps(copy)


def test_forgotten_it_is_gone_for_both_and_its_key_too(asha, pia, talk, signed_in):
    Exclusion.objects.create(
        owner=asha, id=uuid4(), excluded=pia, known_as="Pia", made_on=timezone.now().date()
    )

    erased = signed_in(asha).put(f"/api/v1/erasures/{uuid4()}").json()["erased"]

    assert erased["talks"] == 2
    assert not Conversation.objects.exists()
    assert not TalkRequest.objects.exists()
    assert not DataKey.objects.exists()
    assert not Exclusion.objects.exists()
    assert signed_in(pia).get(talk_url(talk.pk)).status_code == 404
    assert Supporter.objects.filter(person=pia).exists()  # hers


def test_what_waits_in_line_is_taken_back(asha, pia, signed_in):
    on_shift(pia, now=timezone.now())
    asked(asha, now=timezone.now())

    signed_in(asha).put(f"/api/v1/erasures/{uuid4()}")

    assert signed_in(pia).get("/api/v1/talk-offers").json()["results"] == []


def test_a_supporters_copy_holds_what_they_were_asked_and_not_by_whom(asha, pia, talk, signed_in):
    response = signed_in(pia).get("/api/v1/exports/everything.json")
    copy = json.loads(response.getvalue())["talks"]

    (offer,) = [row for row in copy if "offered_as" in row]
    assert (offer["offered_as"], offer["topic"], offer["language"]) == ("peer", "any", "en")
    assert offer["answer"] == "accepted"
    assert "Asha" not in json.dumps(copy)


def test_an_askers_copy_does_not_name_who_declined(asha, pia, signed_in):
    now = timezone.now()
    on_shift(pia, now=now)
    answering.decline(pia, offer_id=offered(asked(asha, now=now)).pk, now=now)

    copy = signed_in(asha).get("/api/v1/exports/everything.json").getvalue().decode()

    assert "Pia" not in copy
    assert "declined" not in copy


def test_a_supporter_who_forgets_everything_passes_on_what_they_were_asked(
    asha, ben, pia, team, signed_in
):
    now = timezone.now()
    on_shift(pia, now=now)
    request = asked(asha, now=now)
    paul = on_shift(peer("paul", team), now=now)

    signed_in(pia).put(f"/api/v1/erasures/{uuid4()}")

    assert offered(request).to == paul
    assert not Offer.objects.filter(to=pia).exists()


def test_no_key_is_left_without_a_talk(asha, ben, pia):
    """Neither by a talk that did not come about nor by one that is gone."""
    now = timezone.now()
    on_shift(pia, now=now, at_once=1)
    talk = accepted(asked(asha, now=now), now=now)
    Supporter.objects.update(at_once=2)
    second = offered(asked(ben, now=now))
    Supporter.objects.update(at_once=1)
    with pytest.raises(EnoughForNow):
        answering.accept(pia, offer_id=second.pk, now=now)
    assert DataKey.objects.count() == Conversation.objects.count() == 1

    talking.close(talk, now=now)
    for _ in range(2):
        forgetting.forget_what_is_due(now=now + 2 * DAY)

    assert not DataKey.objects.exists()
    assert not Conversation.objects.exists()
