"""A one-to-one stands beside everything else; its time is shown to both, and both are reminded."""

from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import RoleGrant, User
from tests.resets.test_two_hundred_at_once import at_once
from tests.support.talks.talks import (
    accepted,
    asked,
    fresh,
    offered,
    on_shift,
    phone_of,
    request_url,
    talk_url,
    wish,
)
from tests.times import DAY, HOUR, LONG_AGO, MINUTE, NOON, SECOND
from wellbeing.notifications.models import OutgoingPush
from wellbeing.support.talks.models import Offer
from wellbeing.support.talks.services import answering, handing_over, reminding, talking
from wellbeing.support.talks.services.errors import AlreadyAsking

pytestmark = pytest.mark.django_db(transaction=True)

FRIDAY = NOON + 2 * DAY


def one_to_one(asker, supervisor, *, now=NOON, at=FRIDAY):
    return asked(asker, now=now, kind="supervisor", supervisor=supervisor.pk, at=at)


def agreed(asker, supervisor, *, now=NOON, at=FRIDAY):
    return accepted(one_to_one(asker, supervisor, now=now, at=at), now=now)


@pytest.fixture
def olga(team) -> User:
    """Another supervisor of the team."""
    user = User.objects.create(personnel_number="olga", name="Olga", unit=team)
    RoleGrant.objects.create(person=user, role="supervisor", unit=team, starts_at=LONG_AGO)
    return user


def test_while_it_stands_a_colleague_can_be_asked(asha, tara, pia):
    one_to_one(asha, tara)
    on_shift(pia, now=NOON)

    assert offered(asked(asha, now=NOON)).to == pia


def test_once_it_is_agreed_a_colleague_can_be_asked(asha, tara, pia):
    agreed(asha, tara)
    on_shift(pia, now=NOON)

    assert offered(asked(asha, now=NOON)).to == pia


def test_a_supervisor_with_a_one_to_one_ahead_can_be_asked_as_a_peer(asha, ben, tara, department):
    agreed(asha, tara)
    RoleGrant.objects.create(person=tara, role="peer", unit=department, starts_at=LONG_AGO)
    other = type(department).objects.create(kind="team", name="Billing 2", parent=department)
    User.objects.filter(pk=ben.pk).update(unit=other)
    on_shift(tara, now=NOON)

    assert offered(asked(fresh(ben), now=NOON)).to == tara


def test_while_it_stands_a_counsellor_can_come_into_a_talk(asha, tara, pia, cole):
    one_to_one(asha, tara)
    on_shift(pia, now=NOON)
    on_shift(cole, "counsellor", now=NOON)
    talk = accepted(asked(asha, now=NOON), now=NOON)
    handing_over.propose_counsellor(pia, conversation_id=talk.pk, now=NOON)

    handing_over.agree_to_counsellor(
        asha, conversation_id=talk.pk, uid=uuid4(), from_start=True, now=NOON
    )

    assert Offer.objects.open().filter(to=cole).exists()


def test_each_supervisor_has_one_request_of_an_agent(asha, tara, olga):
    one_to_one(asha, tara)
    one_to_one(asha, olga)

    with pytest.raises(AlreadyAsking):
        one_to_one(asha, tara, at=FRIDAY + DAY)


def test_all_that_stands_is_shown(asha, tara, olga, signed_in):
    now = timezone.now()
    for supervisor in (tara, olga):
        one_to_one(asha, supervisor, now=now, at=now + DAY)
    asked(asha, now=now, at=now + HOUR)

    shown = signed_in(asha).get("/api/v1/talks/mine").json()["requests"]

    assert [one["supervisor"] for one in shown] == [str(tara.pk), str(olga.pk), None]
    assert [one["state"] for one in shown] == ["waiting", "waiting", "later"]


def test_a_no_is_told_until_it_is_put_away(asha, tara, signed_in):
    now = timezone.now()
    request = one_to_one(asha, tara, now=now, at=now + DAY)
    answering.decline(tara, offer_id=offered(request).pk, now=now)
    phone = signed_in(asha)

    (shown,) = phone.get("/api/v1/talks/mine").json()["requests"]
    assert shown["state"] == "nobody"
    assert phone.delete(request_url(request.uid)).status_code == 204

    assert phone.get("/api/v1/talks/mine").json()["requests"] == []


def test_asked_again_an_older_no_is_not_told_any_more(asha, tara, signed_in):
    now = timezone.now()
    answering.decline(tara, offer_id=offered(one_to_one(asha, tara, now=now, at=None)).pk, now=now)

    again = one_to_one(asha, tara, now=now, at=None)

    (shown,) = signed_in(asha).get("/api/v1/talks/mine").json()["requests"]
    assert shown["id"] == str(again.uid)


def test_the_agreed_time_is_shown_to_both_until_it_is_past(asha, tara, signed_in):
    now = timezone.now()
    talk = agreed(asha, tara, now=now, at=now + HOUR)

    for person in (asha, tara):
        assert signed_in(person).get(talk_url(talk.pk)).json()["agreed_for"]
        (line,) = signed_in(person).get("/api/v1/talks/mine").json()["talks"]
        assert line["agreed_for"]

    type(talk).objects.update(agreed_for=now - SECOND)
    assert signed_in(asha).get(talk_url(talk.pk)).json()["agreed_for"] is None


def test_both_are_reminded_ten_minutes_before_and_once(asha, tara):
    for person in (asha, tara):
        phone_of(person, now=NOON)
    agreed(asha, tara)
    soon = OutgoingPush.objects.filter(topic="talks", key__endswith=":soon")

    reminding.remind(now=FRIDAY - 10 * MINUTE - SECOND)
    assert not soon.exists()
    for _ in range(3):
        at_once(*[lambda: reminding.remind(now=FRIDAY - 10 * MINUTE)] * 2)

    assert soon.count() == 2
    assert set(soon.values_list("subscription__person", flat=True)) == {asha.pk, tara.pk}


def test_nobody_is_reminded_of_what_was_ended(asha, tara):
    phone_of(asha, now=NOON)
    talk = agreed(asha, tara)
    talking.end_talk(asha, conversation_id=talk.pk, now=NOON)

    reminding.remind(now=FRIDAY)

    assert not OutgoingPush.objects.filter(key__endswith=":soon").exists()


def test_agreed_at_the_last_minute_nobody_needs_a_reminder(asha, tara):
    talk = agreed(asha, tara, at=NOON + 5 * MINUTE)

    assert (fresh(talk).agreed_for, fresh(talk).remind_at) == (NOON + 5 * MINUTE, None)


def test_for_now_there_is_no_time_to_agree_on(asha, tara, signed_in):
    phone = signed_in(asha)
    phone.put(request_url(uuid4()), wish(kind="supervisor", supervisor=str(tara.pk)))

    talk = accepted(Offer.objects.get().request, now=timezone.now())

    assert phone.get(talk_url(talk.pk)).json()["agreed_for"] is None
