"""Two schedulers on the same clock over days: each rung once, in order, and none lost."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise
from random import Random
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import User
from tests.at_once import at_once
from tests.support.help_now.words import heard_by, ladder_for, on_shift, pressed, told
from tests.times import DAY, MINUTE, NOON, SECOND
from wellbeing.support.help_now.models import HelpCall, HelpCallReached, HelpStep
from wellbeing.support.help_now.rules import LINGERS, Rung
from wellbeing.support.help_now.services import answering, climbing, pressing

pytestmark = pytest.mark.django_db(transaction=True)

DAYS, A_DAY, SCHEDULERS = 3, 12, 2
WAITS = (20, 60, 45)


@pytest.fixture
def ladder(site, ada, tara, sam):
    on_shift(tara)
    return ladder_for(
        site,
        ada,
        Rung(who="people", people=(str(tara.pk),), wait_seconds=WAITS[0]),
        Rung(who="people", people=(str(sam.pk),), wait_seconds=WAITS[1]),
        Rung(who="phone", phone="999", wait_seconds=WAITS[2]),
    )


@pytest.fixture
def callers(team):
    return User.objects.bulk_create(
        User(personnel_number=f"n{n}", name=f"Agent {n}", unit=team) for n in range(DAYS * A_DAY)
    )


def test_over_days_with_a_restart_in_the_middle_each_rung_is_taken_once(ladder, callers):
    chance = Random(5)
    times = sorted(NOON + chance.uniform(0, DAYS) * DAY for _ in callers)
    calls = dict(zip(times, callers, strict=True))
    for pressed_at, caller in calls.items():
        pressed(caller, pressed_at)

    moments = sorted(
        moment
        for pressed_at in times
        for moment in _when_something_is_due(pressed_at)
        if not _asleep(moment)
    )
    for now in [*moments, NOON + (DAYS + 1) * DAY, NOON + (DAYS + 2) * DAY]:
        at_once(*[lambda now=now: climbing.sweep(now=now) for _ in range(SCHEDULERS)])
    for extra in range(4):  # what slept is taken up rung by rung
        now = NOON + (DAYS + 3 + extra) * DAY
        at_once(*[lambda now=now: climbing.sweep(now=now) for _ in range(SCHEDULERS)])

    assert set(HelpCall.objects.values_list("end", flat=True)) == {"unanswered"}
    for call in HelpCall.objects.all():
        steps = list(HelpStep.objects.filter(call=call).order_by("at", "rung"))
        assert [step.rung for step in steps] == [0, 1, 2]
        assert told(call) == ["Tara", "Sam"]
        gaps = [later.at - earlier.at for earlier, later in pairwise(steps)]
        assert all(gap >= wait * SECOND for gap, wait in zip(gaps, WAITS, strict=False))
    assert Counter(HelpCallReached.objects.values_list("rung", flat=True)) == {
        0: len(callers),
        1: len(callers),
    }


def _when_something_is_due(pressed_at):
    first, second, third = (timedelta(seconds=wait) for wait in WAITS)
    for after in (first, first + second, first + second + third):
        yield pressed_at + after
    yield pressed_at + first + second + third + LINGERS


def _asleep(moment):
    """Nobody sweeps for the second day: the server was away."""
    return NOON + DAY <= moment < NOON + 2 * DAY


def test_coming_and_climbing_in_the_same_moment_settle_for_one_of_both(
    asha, tara, vera, ada, organisation
):
    for _ in range(6):
        now = timezone.now()
        on_shift(tara, now=now)
        call = pressed(asha, now - MINUTE)
        row = heard_by(tara, call)
        at_once(
            lambda row=row, now=now: answering.come(tara, id=row.id, now=now),
            lambda now=now: climbing.sweep(now=now),
            lambda now=now: climbing.sweep(now=now),
        )

        call.refresh_from_db()
        assert (call.coming_by, call.climbs_at) == (tara, None)
        rungs = list(HelpStep.objects.filter(call=call).values_list("rung", flat=True))
        assert sorted(rungs) == list(range(len(rungs)))
        pressing.withdraw(asha, id=call.press, now=now)


def test_the_same_press_sent_many_times_at_once_is_one_call(asha, tara):
    id, now = uuid4(), timezone.now()
    press = lambda: pressing.press(asha, id=id, pressed_at=now, now=now)[0].pk  # noqa: E731

    assert len(set(at_once(*[press] * 6))) == 1
    assert HelpCall.objects.count() == 1


def test_of_many_who_come_at_once_one_does(asha, site, ada, team):
    people = User.objects.bulk_create(
        User(personnel_number=f"s{n}", name=f"S {n}", unit=team) for n in range(6)
    )
    ladder_for(site, ada, Rung(who="people", people=tuple(str(one.pk) for one in people)))
    call = pressed(asha)

    def come(person):
        row = heard_by(person, call)
        try:
            answering.come(person, id=row.id, now=NOON)
        except answering.SomebodyIsComing:
            return 0
        return 1

    assert sum(at_once(*[lambda one=one: come(one) for one in people])) == 1
