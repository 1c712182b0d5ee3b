"""An agent asks for a counsellor now; at a time, they book one."""

from uuid import uuid4

import pytest
from django.utils import timezone

from tests.support.talks.talks import (
    BLUE_HERON,
    accepted,
    asked,
    offer_url,
    on_shift,
    request_url,
    talk_url,
    wish,
)
from tests.times import DAY
from wellbeing.support.talks.models import Offer
from wellbeing.support.uses.models import Use

pytestmark = pytest.mark.django_db

AVAILABLE = {"kind": "counsellor", "language": "en", "topic": "any"}


def test_a_counsellor_on_shift_is_offered_it_and_talks_under_the_alias(asha, cole, signed_in):
    on_shift(cole, "counsellor", now=timezone.now())
    phone, id = signed_in(asha), uuid4()
    assert phone.get("/api/v1/talk-availability", AVAILABLE).json()["free"] == 1

    phone.put(request_url(id), wish(kind="counsellor", alias=BLUE_HERON))

    (offer,) = signed_in(cole).get("/api/v1/talk-offers").json()["results"]
    assert (offer["kind"], offer["shown_as"]) == ("counsellor", BLUE_HERON)
    assert offer["handed_over"] is False
    talk = signed_in(cole).put(offer_url(offer["id"])).json()["conversation"]
    assert phone.get(request_url(id)).json()["conversation"] == talk
    assert phone.get(talk_url(talk)).json()["others"][0]["role"] == "counsellor"
    assert Use.objects.get().kind == "counsellor"


def test_peers_are_not_asked(asha, pia):
    now = timezone.now()
    on_shift(pia, now=now)

    asked(asha, now=now, kind="counsellor")

    assert not Offer.objects.exists()


def test_nobody_on_shift_is_said_at_once(asha, cole, signed_in):
    answer = signed_in(asha).put(request_url(uuid4()), wish(kind="counsellor"))

    assert answer.json()["state"] == "nobody"


def test_at_a_time_a_counsellor_is_booked(asha, cole, signed_in):
    at = (timezone.now() + DAY).isoformat()

    answer = signed_in(asha).put(request_url(uuid4()), wish(kind="counsellor", wished_at=at))

    assert (answer.status_code, answer.json()["code"]) == (422, "book_instead")


def test_whoever_talks_with_a_counsellor_goes_on_there(asha, cole, signed_in):
    now = timezone.now()
    on_shift(cole, "counsellor", now=now)
    accepted(asked(asha, now=now, kind="counsellor"), now=now)

    assert signed_in(asha).put(request_url(uuid4()), wish()).json()["code"] == "already_asking"
