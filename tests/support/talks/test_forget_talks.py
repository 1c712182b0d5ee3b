"""A person sees what is stored of their talks, takes it away, and has it forgotten."""

import json
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.support.talks.talks import accepted, asked, on_shift, said, talk_url
from wellbeing.core.models import DataKey
from wellbeing.support.talks.models import Conversation, Exclusion, Supporter, TalkRequest

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
    assert held(signed_in(pia)) == 2  # the talk, and what she said of herself
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
