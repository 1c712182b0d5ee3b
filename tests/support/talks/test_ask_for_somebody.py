"""An agent asks for a colleague, and hears at once whether somebody is there."""

from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import RoleGrant
from accounts.models.people import Role
from tests.support.talks.talks import (
    BLUE_HERON,
    accepted,
    asked,
    offer_url,
    offered,
    on_shift,
    request_url,
    somebody_busy,
    wish,
)
from tests.times import DAY, HOUR, LONG_AGO, MINUTE, SECOND
from wellbeing.core.marks import mark_before
from wellbeing.support.talks.models import Offer, TalkRequest, WaitTime
from wellbeing.support.talks.services.forgetting import forget_what_is_due
from wellbeing.support.uses.models import Use

pytestmark = pytest.mark.django_db

AVAILABLE = "/api/v1/talk-availability"


def available(client, **more):
    asked_for = {"language": "en", "topic": "any", **more}
    return client.get(AVAILABLE, asked_for).json()


def test_somebody_on_shift_is_offered_it_at_once(asha, pia, signed_in):
    on_shift(pia, now=timezone.now())

    answer = signed_in(asha).put(request_url(uuid4()), wish(topic="abuse", alias=BLUE_HERON))

    assert answer.status_code == 201
    assert answer.json()["state"] == "waiting"
    (offer,) = signed_in(pia).get("/api/v1/talk-offers").json()["results"]
    assert offer["shown_as"] == BLUE_HERON
    assert offer["topic"] == "abuse"
    assert set(offer) == {
        "id", "kind", "topic", "language", "shown_as", "wished_at", "handed_over", "expires_at"
    }  # fmt: skip


def test_a_repeat_from_the_phone_is_one_request(asha, signed_in):
    phone, id = signed_in(asha), uuid4()

    assert phone.put(request_url(id), wish()).status_code == 201
    assert phone.put(request_url(id), wish(topic="home")).status_code == 200
    assert TalkRequest.objects.get().topic == "any"


def test_one_request_is_in_line_at_a_time(asha, team, signed_in):
    somebody_busy(team, now=timezone.now())
    phone = signed_in(asha)
    phone.put(request_url(uuid4()), wish())

    again = phone.put(request_url(uuid4()), wish())

    assert again.status_code == 409
    assert again.json()["code"] == "already_asking"


def test_whoever_is_in_a_talk_goes_on_there(asha, pia, signed_in):
    now = timezone.now()
    on_shift(pia, now=now)
    accepted(asked(asha, now=now), now=now)

    assert signed_in(asha).put(request_url(uuid4()), wish()).json()["code"] == "already_asking"


def test_both_find_the_talk_that_begins(asha, pia, signed_in):
    on_shift(pia, now=timezone.now())
    phone, id = signed_in(asha), uuid4()
    phone.put(request_url(id), wish(alias=BLUE_HERON))
    (offer,) = signed_in(pia).get("/api/v1/talk-offers").json()["results"]

    talk = signed_in(pia).put(offer_url(offer["id"])).json()["conversation"]

    standing = phone.get(request_url(id)).json()
    assert (standing["state"], standing["conversation"]) == ("accepted", talk)
    (mine,) = phone.get("/api/v1/talks/mine").json()["talks"]
    assert (mine["id"], mine["across"], mine["role"]) == (talk, "Pia", "agent")
    (hers,) = signed_in(pia).get("/api/v1/talks/mine").json()["talks"]
    assert (hers["id"], hers["across"], hers["role"]) == (talk, BLUE_HERON, "peer")


def test_taken_back_it_is_offered_no_more(asha, pia, signed_in):
    on_shift(pia, now=timezone.now())
    phone, id = signed_in(asha), uuid4()
    phone.put(request_url(id), wish())

    assert phone.delete(request_url(id)).status_code == 204

    assert phone.get(request_url(id)).json()["state"] == "withdrawn"
    assert signed_in(pia).get("/api/v1/talk-offers").json()["results"] == []
    assert phone.put(request_url(uuid4()), wish()).status_code == 201


def test_after_ten_minutes_nobody_is_said_plainly(asha, team, signed_in):
    now = timezone.now()
    somebody_busy(team, now=now - 11 * MINUTE)
    request = asked(asha, now=now - 11 * MINUTE)

    standing = signed_in(asha).get(request_url(request.uid)).json()

    assert standing["state"] == "nobody"


def test_nobody_on_shift_is_said_before_asking(asha, pia, signed_in):
    found = available(signed_in(asha))

    assert found == {"free": 0, "there": 0, "usual_minutes": None}


def test_nobody_who_speaks_the_language_is_nobody(asha, pia, signed_in):
    on_shift(pia, now=timezone.now(), languages=["ru"])

    assert available(signed_in(asha))["there"] == 0
    assert available(signed_in(asha), language="ru")["free"] == 1


def test_somebody_in_a_talk_is_there_and_not_free(asha, ben, pia, signed_in):
    now = timezone.now()
    on_shift(pia, now=now)
    then = mark_before(now)
    accepted(asked(ben, now=then), now=then)

    assert available(signed_in(asha)) == {"free": 0, "there": 1, "usual_minutes": None}


def test_three_or_more_is_all_that_is_said_of_many(asha, person, organisation, signed_in):
    for number in range(5):
        peer = person(f"peer{number}", Role.PEER)
        on_shift(peer, now=timezone.now())

    assert available(signed_in(asha))["free"] == 3


def test_the_usual_wait_is_said_once_ten_have_waited(asha, signed_in):
    day = (timezone.now() - DAY).date()
    WaitTime.objects.bulk_create(WaitTime(on=day, kind="peer", seconds=90) for _ in range(9))
    assert available(signed_in(asha))["usual_minutes"] is None

    WaitTime.objects.create(on=day, kind="counsellor", seconds=90)
    assert available(signed_in(asha))["usual_minutes"] is None
    WaitTime.objects.create(on=day, kind="peer", seconds=90)

    assert available(signed_in(asha))["usual_minutes"] == 2


def test_that_somebody_asked_is_noted_without_a_name(asha):
    asked(asha, now=timezone.now())

    assert Use.objects.get().kind == "peer"


def test_an_unknown_topic_or_language_is_refused(asha, signed_in):
    phone = signed_in(asha)

    assert phone.put(request_url(uuid4()), wish(topic="gossip")).status_code == 400
    assert phone.put(request_url(uuid4()), wish(language="xx")).status_code == 400
    assert phone.get(AVAILABLE, {"language": "xx", "topic": "any"}).status_code == 400


# --- One to one with a supervisor -------------------------------------------------------------
def test_the_own_supervisors_are_listed(asha, tara, site, organisation, person, signed_in):
    elsewhere = person("olaf")
    other = type(organisation).objects.create(kind="site", name="Lisboa", parent=organisation)
    RoleGrant.objects.create(person=elsewhere, role="supervisor", unit=other, starts_at=LONG_AGO)
    on_shift(tara, "supervisor", now=timezone.now())

    (found,) = signed_in(asha).get("/api/v1/talk-supervisors").json()["results"]

    assert (found["name"], found["there"]) == ("Tara", True)


def test_a_supervisor_is_asked_by_name_and_for_a_time(asha, tara, signed_in):
    at = (timezone.now() + 60 * MINUTE).isoformat()
    given = wish(kind="supervisor", topic="workload", supervisor=str(tara.pk), wished_at=at)

    assert signed_in(asha).put(request_url(uuid4()), given | {"alias": "X"}).status_code == 201

    (offer,) = signed_in(tara).get("/api/v1/talk-offers").json()["results"]
    assert (offer["shown_as"], offer["topic"]) == ("Asha", "workload")
    assert offer["wished_at"] is not None
    talk = signed_in(tara).put(offer_url(offer["id"])).json()["conversation"]
    assert signed_in(asha).get(f"/api/v1/conversations/{talk}").json()["state"] == "open"


def test_what_is_agreed_for_friday_is_not_over_on_tuesday(asha, tara, signed_in):
    now = timezone.now()
    at = now + 96 * HOUR
    given = wish(kind="supervisor", supervisor=str(tara.pk), wished_at=at.isoformat())
    signed_in(asha).put(request_url(uuid4()), given)
    (offer,) = signed_in(tara).get("/api/v1/talk-offers").json()["results"]
    talk = signed_in(tara).put(offer_url(offer["id"])).json()["conversation"]
    message = f"/api/v1/conversations/{talk}/messages/{uuid4()}"
    assert signed_in(asha).put(message, {"text": "until Friday"}).status_code == 201

    forget_what_is_due(now=at + 23 * HOUR)
    assert signed_in(asha).get(f"/api/v1/conversations/{talk}").json()["state"] == "open"
    forget_what_is_due(now=at + 25 * HOUR)
    assert signed_in(asha).get(f"/api/v1/conversations/{talk}").json()["state"] == "closed"


def test_nobody_but_the_own_supervisor_can_be_chosen(asha, pia, tara, mona, signed_in):
    for other in (pia, mona, asha):
        given = wish(kind="supervisor", supervisor=str(other.pk))
        answer = signed_in(asha).put(request_url(uuid4()), given)
        assert (answer.status_code, answer.json()["code"]) == (422, "not_your_supervisor")


def test_a_wish_lies_within_two_weeks(asha, tara, signed_in):
    for away in (-5 * MINUTE, 15 * 24 * 60 * MINUTE):
        at = (timezone.now() + away).isoformat()
        given = wish(kind="supervisor", supervisor=str(tara.pk), wished_at=at)
        assert signed_in(asha).put(request_url(uuid4()), given).status_code == 422


def test_a_supervisor_who_declines_ends_it(asha, tara):
    now = timezone.now()
    request = asked(asha, now=now, kind="supervisor", supervisor=tara.pk)
    from wellbeing.support.talks.services.answering import decline

    decline(tara, offer_id=offered(request).pk, now=now + SECOND)

    assert TalkRequest.objects.get().state == "nobody"
    assert Offer.objects.get().answer == "declined"
