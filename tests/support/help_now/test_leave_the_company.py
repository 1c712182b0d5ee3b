"""Somebody leaves while a call for help stands: nobody waits for whoever does not come any more."""

import pytest
from django.utils import timezone

from accounts import access
from accounts.models import User
from tests.at_once import at_once
from tests.support.help_now.words import (
    CALLS,
    fresh,
    heard_by,
    ladder_for,
    on_shift,
    pressed,
    supervises,
    told,
)
from tests.times import MINUTE
from wellbeing.core import events
from wellbeing.core.models import OutboxEvent
from wellbeing.support.help_now import tasks
from wellbeing.support.help_now.models import HelpStep
from wellbeing.support.help_now.rules import Rung
from wellbeing.support.help_now.services.answering import come, decline
from wellbeing.support.help_now.services.climbing import sweep

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ladder(site, ada, tara, uwe, vera):
    """Tara, then Uwe, then Vera."""
    steps = [Rung(who="people", people=(str(one.pk),)) for one in (tara, uwe, vera)]
    return ladder_for(site, ada, *steps)


@pytest.fixture
def call(ladder, asha):
    return pressed(asha, timezone.now())


def leaves(person):
    access.leave([person.pk], now=timezone.now())
    react_to_everything()


def react_to_everything():
    for event in OutboxEvent.objects.filter(done_at=None).order_by("pk"):
        events.react(event.pk, timezone.now())


def test_who_was_coming_and_leaves_is_replaced_at_once(call, asha, tara, signed_in):
    come(tara, id=heard_by(tara, call).id, now=timezone.now())
    leaves(tara)

    after = fresh(call)
    assert (after.coming_by, after.coming_at, after.there_at) == (None, None, None)
    assert told(call) == ["Tara", "Uwe"]
    assert after.climbs_at > timezone.now()
    assert signed_in(asha).get(f"{CALLS}/{call.press}").json()["state"] != "coming"


def test_who_had_not_answered_yet_and_leaves_is_not_waited_for(call, tara):
    leaves(tara)

    assert told(call) == ["Tara", "Uwe"]
    assert heard_by(tara, call).declined_at is not None


def test_while_others_are_still_asked_it_climbs_in_its_own_time(asha, tara, uwe, team, site):
    supervises(uwe, team)
    on_shift(tara, uwe, now=timezone.now())
    call = pressed(asha, timezone.now())
    leaves(tara)

    assert HelpStep.objects.filter(call=call).count() == 1


def test_who_could_not_come_before_leaving_moves_nothing(call, tara):
    decline(tara, id=heard_by(tara, call).id, now=timezone.now())
    assert told(call) == ["Tara", "Uwe"]

    leaves(tara)

    assert told(call) == ["Tara", "Uwe"]


def test_signing_out_changes_nothing(call, tara):
    come(tara, id=heard_by(tara, call).id, now=timezone.now())
    access.end_sessions(tara.pk)
    react_to_everything()

    assert fresh(call).coming_by == tara


def test_a_caller_who_leaves_ends_the_call(call, asha, tara):
    come(tara, id=heard_by(tara, call).id, now=timezone.now())
    leaves(asha)

    assert (fresh(call).end, fresh(call).climbs_at) == ("withdrawn", None)
    sweep(now=timezone.now() + 10 * MINUTE)
    assert told(call) == ["Tara"]


@pytest.mark.parametrize("coming", [True, False])
def test_two_workers_and_two_schedulers_take_one_rung(coming, call, tara):
    now = timezone.now()
    if coming:
        come(tara, id=heard_by(tara, call).id, now=now)
    User.objects.filter(pk=tara.pk).update(is_active=False)
    gone = str(tara.pk)

    at_once(
        lambda: tasks.leave_with_access(gone),
        lambda: tasks.leave_with_access(gone),
        lambda: sweep(now=now),
        lambda: sweep(now=now),
    )
    tasks.leave_with_access(gone)

    assert told(call) == ["Tara", "Uwe"]
    assert list(HelpStep.objects.filter(call=call).values_list("rung", flat=True)) == [0, 1]
    assert fresh(call).coming_by is None
