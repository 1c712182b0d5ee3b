"""Two people are never brought together again by the wish of one; the other is not told."""

from uuid import uuid4

import pytest
from django.utils import timezone

from tests.support.talks.talks import (
    BLUE_HERON,
    accepted,
    asked,
    exclusion_url,
    fresh,
    offer_url,
    offered,
    on_shift,
    peer,
)
from wellbeing.support.kept_apart.models import Exclusion
from wellbeing.support.talks.models import Offer

pytestmark = pytest.mark.django_db

LIST = "/api/v1/exclusions"


def test_a_peer_is_left_out_by_name_before_asking(asha, pia, signed_in):
    phone = signed_in(asha)
    (found,) = phone.get("/api/v1/talk-peers").json()["results"]
    assert found == {"id": str(pia.pk), "name": "Pia"}

    answer = phone.put(exclusion_url(uuid4()), {"colleague": found["id"]})

    assert (answer.status_code, answer.json()["known_as"]) == (201, "Pia")
    on_shift(pia, now=timezone.now())
    assert not Offer.objects.filter(request=asked(asha, now=timezone.now())).exists()


def test_whoever_is_being_asked_is_asked_no_more_and_the_next_is(asha, pia, team, signed_in):
    now = timezone.now()
    on_shift(pia, now=now)
    request = asked(asha, now=now)
    held = offered(request)
    paul = on_shift(peer("paul", team), now=now)

    signed_in(asha).put(exclusion_url(uuid4()), {"colleague": str(pia.pk)})

    assert fresh(held).answer == "gone"
    assert signed_in(pia).put(offer_url(held.pk)).json()["code"] == "offer_over"
    assert offered(request).to == paul


@pytest.mark.parametrize("owner", ["asha", "pia"])
def test_kept_apart_since_the_offer_nothing_begins(owner, asha, pia, signed_in):
    now = timezone.now()
    on_shift(pia, now=now)
    held = offered(asked(asha, now=now))
    pair = {"asha": (asha, pia), "pia": (pia, asha)}[owner]
    Exclusion.objects.create(
        owner=pair[0], id=uuid4(), excluded=pair[1], known_as="-", made_on=now.date()
    )

    answer = signed_in(pia).put(offer_url(held.pk))

    assert (answer.status_code, answer.json()["code"]) == (409, "offer_over")
    assert fresh(held.request).conversation is None


def test_naming_colleagues_while_one_is_asked_does_not_end_the_offer(pia, team, signed_in):
    """That would tell who is behind the alias."""
    now, paul = timezone.now(), peer("paul", team)
    on_shift(pia, now=now)
    held = offered(asked(paul, now=now, alias=BLUE_HERON))

    signed_in(pia).put(exclusion_url(uuid4()), {"colleague": str(paul.pk)})

    assert fresh(held).answer == ""


def test_only_peers_can_be_named(asha, ben, tara, signed_in):
    for other in (ben, tara, asha):
        answer = signed_in(asha).put(exclusion_url(uuid4()), {"colleague": str(other.pk)})
        assert answer.json()["code"] == "not_met"


def test_block_ends_the_talk_and_keeps_the_alias(asha, pia, signed_in):
    now = timezone.now()
    on_shift(pia, now=now)
    talk = accepted(asked(asha, now=now, alias=BLUE_HERON), now=now)
    id = uuid4()

    answer = signed_in(pia).put(exclusion_url(id), {"conversation": str(talk.pk)})

    assert answer.json() == {"id": str(id), "known_as": BLUE_HERON}
    assert fresh(talk).closed_at is not None
    assert "Asha" not in signed_in(pia).get(LIST).content.decode()
    on_shift(pia, now=now)
    assert not Offer.objects.filter(request=asked(asha, now=now)).exists()


def test_naming_everybody_does_not_tell_who_was_behind_an_alias(asha, pia, person, signed_in):
    """Each row is answered alike, also the one about somebody who is kept away already."""
    from accounts.models.people import Role

    paul, now = person("paul", Role.AGENT, Role.PEER), timezone.now()
    on_shift(pia, now=now)
    talk = accepted(asked(paul, now=now, alias=BLUE_HERON), now=now)
    signed_in(pia).put(exclusion_url(uuid4()), {"conversation": str(talk.pk)})

    answer = signed_in(pia).put(exclusion_url(uuid4()), {"colleague": str(paul.pk)})

    assert answer.status_code == 201
    assert Exclusion.objects.filter(owner=pia, excluded=paul).count() == 2


def test_a_repeat_is_one_row_and_it_can_be_taken_back(asha, pia, signed_in):
    phone, id = signed_in(asha), uuid4()
    for code in (201, 200):
        answer = phone.put(exclusion_url(id), {"colleague": str(pia.pk)})
        assert answer.status_code == code

    assert [one["known_as"] for one in phone.get(LIST).json()["results"]] == ["Pia"]
    assert phone.delete(exclusion_url(id)).status_code == 204
    assert phone.get(LIST).json()["results"] == []
    assert phone.delete(exclusion_url(id)).status_code == 404


def test_whoever_is_kept_away_finds_no_trace(asha, pia, signed_in):
    signed_in(asha).put(exclusion_url(uuid4()), {"colleague": str(pia.pk)})

    assert signed_in(pia).get(LIST).json()["results"] == []


def test_a_talk_of_others_opens_no_door(asha, ben, pia, signed_in):
    now = timezone.now()
    on_shift(pia, now=now)
    talk = accepted(asked(asha, now=now), now=now)

    answer = signed_in(ben).put(exclusion_url(uuid4()), {"conversation": str(talk.pk)})

    assert answer.status_code == 404
    assert fresh(talk).closed_at is None
