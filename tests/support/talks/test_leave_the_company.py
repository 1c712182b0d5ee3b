"""Somebody leaves: nobody waits for them, and whoever talked with them sees that they are gone."""

import pytest
from django.utils import timezone

from accounts import access
from accounts.models import RoleGrant
from tests.support.talks.talks import (
    accepted,
    asked,
    fresh,
    offered,
    on_shift,
    peer,
    said,
    talk_url,
)
from tests.times import DAY
from wellbeing.core.events import react
from wellbeing.core.models import OutboxEvent
from wellbeing.support.kept_apart.models import Exclusion
from wellbeing.support.talks.models import Offer, Supporter
from wellbeing.support.talks.tasks import forget_talks

pytestmark = pytest.mark.django_db


def leaves(person, *, now) -> None:
    access.leave([person.pk], now=now)
    follow_up()


def follow_up() -> None:
    for event_id in OutboxEvent.objects.filter(done_at=None).values_list("pk", flat=True):
        react(event_id, timezone.now())


def test_what_they_asked_for_is_taken_back(asha, pia, tara):
    now = timezone.now()
    on_shift(pia, now=now)
    waiting = asked(asha, now=now)
    asleep = asked(asha, now=now, at=now + DAY)
    personal = asked(asha, now=now, kind="supervisor", supervisor=tara.pk)

    leaves(asha, now=now)

    assert {fresh(one).state for one in (waiting, asleep, personal)} == {"withdrawn"}
    assert not Offer.objects.open().exists()


def test_what_they_were_asked_goes_to_the_next(asha, pia, team):
    now = timezone.now()
    on_shift(pia, now=now)
    request = asked(asha, now=now)
    paul = on_shift(peer("paul", team), now=now)

    leaves(pia, now=now)

    assert offered(request).to == paul
    assert Offer.objects.get(to=pia).answer == "gone"


def test_a_supervisor_who_left_is_told_as_nobody(asha, tara):
    now = timezone.now()
    request = asked(asha, now=now, kind="supervisor", supervisor=tara.pk, at=now + DAY)

    leaves(tara, now=now)

    assert fresh(request).state == "nobody"


def test_a_supervisor_whose_role_has_ended_is_told_as_nobody(asha, tara):
    now = timezone.now()
    request = asked(asha, now=now, kind="supervisor", supervisor=tara.pk, at=now + DAY)
    forget_talks()
    assert fresh(request).state == "waiting"
    RoleGrant.objects.filter(person=tara).update(until=now)

    forget_talks()

    assert fresh(request).state == "nobody"
    assert not Offer.objects.open().exists()


def test_a_supervisor_of_another_team_by_now_is_told_as_nobody(asha, tara, department):
    now = timezone.now()
    request = asked(asha, now=now, kind="supervisor", supervisor=tara.pk, at=now + DAY)
    other = type(department).objects.create(kind="team", name="Billing 2", parent=department)
    RoleGrant.objects.filter(person=tara).update(unit=other)

    forget_talks()

    assert fresh(request).state == "nobody"


def test_the_other_reads_on_and_sees_that_they_are_gone(asha, pia, signed_in):
    now = timezone.now()
    on_shift(pia, now=now)
    talk = accepted(asked(asha, now=now), now=now)
    said(pia, talk, "see you", now=now)

    leaves(pia, now=now)

    standing = signed_in(asha).get(talk_url(talk.pk)).json()
    assert (standing["state"], standing["others"][0]["left"]) == ("closed", True)
    messages = signed_in(asha).get(talk_url(talk.pk, "/messages")).json()["messages"]
    assert [one["text"] for one in messages] == ["see you"]


def test_what_they_said_of_themselves_is_forgotten(asha, pia):
    now = timezone.now()
    on_shift(pia, now=now, languages=["en"])
    Exclusion.objects.create(owner=pia, id=asha.pk, excluded=asha, known_as="-", made_on=now.date())

    leaves(pia, now=now)

    assert not Supporter.objects.exists()
    assert not Exclusion.objects.exists()


def test_whoever_only_signs_out_somewhere_keeps_everything(asha, pia):
    now = timezone.now()
    on_shift(pia, now=now)
    request = asked(asha, now=now)

    access.end_sessions(asha.pk)
    access.end_sessions(pia.pk)
    follow_up()

    assert fresh(request).state == "waiting"
    assert offered(request).to == pia
