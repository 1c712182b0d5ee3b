"""A line is fair, and what is said of it afterwards is true."""

from time import sleep
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from tests.at_once import at_once
from tests.support.talks.talks import (
    accepted,
    asked,
    fresh,
    offered,
    on_shift,
    peer,
    phone_of,
    somebody_busy,
)
from tests.times import DAY, MINUTE, NOON, SECOND
from wellbeing.notifications.models import OutgoingPush
from wellbeing.support.kept_apart.models import Exclusion
from wellbeing.support.talks import tasks
from wellbeing.support.talks.models import Offer, TalkRequest, WaitTime
from wellbeing.support.talks.services import asking, handing_over, queue, talking
from wellbeing.support.talks.services.answering import accept

pytestmark = pytest.mark.django_db(transaction=True)


def in_vain() -> int:
    return WaitTime.objects.filter(seconds=None).count()


def test_whoever_comes_is_asked_for_whoever_waits_longest(asha, ben, pia, team):
    somebody_busy(team, now=NOON)
    waits = asked(ben, now=NOON)
    on_shift(pia, now=NOON + SECOND)

    later = asked(asha, now=NOON + SECOND)

    assert not Offer.objects.filter(request=later).exists()
    queue.sweep(now=NOON + 2 * SECOND)
    assert offered(waits).to == pia
    assert fresh(later).state == "waiting"


def test_one_who_waits_longer_takes_one_of_two(asha, ben, pia, team):
    somebody_busy(team, now=NOON)
    waits = asked(ben, now=NOON)
    both = {pia, peer("paul", team)}
    for one in both:
        on_shift(one, now=NOON + SECOND)

    later = asked(asha, now=NOON + SECOND)
    queue.sweep(now=NOON + 2 * SECOND)

    assert {offered(waits).to, offered(later).to} == both


def test_whom_they_cannot_have_they_keep_from_nobody(asha, ben, pia, team):
    somebody_busy(team, now=NOON)
    asked(ben, now=NOON)
    Exclusion.objects.create(
        owner=ben, id=uuid4(), excluded=pia, known_as="Pia", made_on=NOON.date()
    )
    on_shift(pia, now=NOON + SECOND)

    assert offered(asked(asha, now=NOON + SECOND)).to == pia


@pytest.mark.parametrize(("waited", "counted"), [(59 * SECOND, 0), (9 * MINUTE, 1)])
def test_whoever_gives_up_after_a_while_had_nobody_by_then(waited, counted, asha, team):
    somebody_busy(team, now=NOON)
    request = asked(asha, now=NOON)

    asking.withdraw(asha, uid=request.uid, now=NOON + waited)

    assert in_vain() == counted


def test_what_is_put_away_or_was_meant_for_later_is_no_wait(asha, tara):
    later = asked(asha, now=NOON, at=NOON + 30 * MINUTE)
    personal = asked(asha, now=NOON, kind="supervisor", supervisor=tara.pk)

    for request in (later, personal):
        asking.withdraw(asha, uid=request.uid, now=NOON + 20 * MINUTE)

    assert in_vain() == 0


def test_a_one_to_one_far_ahead_is_told_of_for_a_day(asha, tara):
    now = timezone.now()
    for person in (asha, tara):
        phone_of(person, now=now)
    request = asked(asha, now=now, kind="supervisor", supervisor=tara.pk, at=now + 10 * DAY)
    offer = offered(request)

    tasks.tell_supporter(str(offer.pk))
    accept(tara, offer_id=offer.pk, now=now)
    tasks.tell_asker(request.pk)

    told = OutgoingPush.objects.filter(topic__in=("talks", "talk-offers"))
    assert told.count() == 2
    assert all(one.stale_at - one.try_at <= DAY for one in told)


def test_agreed_to_in_the_moment_in_which_it_is_ended_nobody_is_asked(asha, pia, cole):
    on_shift(pia, now=NOON)
    on_shift(cole, "counsellor", now=NOON)
    talk = accepted(asked(asha, now=NOON), now=NOON)
    given = {"conversation_id": talk.pk, "now": NOON}
    handing_over.propose_counsellor(pia, **given)

    def agrees() -> None:
        with transaction.atomic():
            handing_over.agree_to_counsellor(asha, uid=uuid4(), from_start=True, **given)
            sleep(0.6)

    def ends() -> None:
        sleep(0.3)
        talking.end_talk(pia, **given)

    at_once(agrees, ends)

    assert fresh(talk).closed_at is not None
    assert not TalkRequest.objects.open().exists()
    assert not Offer.objects.open().exists()
