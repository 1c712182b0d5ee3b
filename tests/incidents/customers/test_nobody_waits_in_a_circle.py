"""Two steps on one case in one moment: the case is locked first, so neither waits for ever."""

import time
from functools import partial
from threading import Event
from uuid import uuid4

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from tests.at_once import at_once
from tests.incidents.customers.handlers import REASON, about, held, in_force
from tests.times import DAY
from wellbeing import privacy
from wellbeing.incidents.customers.models import Action
from wellbeing.incidents.customers.services import acting, appealing, ending, same
from wellbeing.incidents.models import Case, CasePause
from wellbeing.incidents.services import deadlines, handling, pausing

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="there one writes at a time"),
]


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return bool(cursor.fetchone()[0])


def meet(handler, case, first, second):
    """The first has the case, as whoever holds it; the second begins, waits, and then goes on."""
    has_it = Event()

    def holds():
        with transaction.atomic():
            handling.find_held(handler, id=case.pk, now=timezone.now())
            has_it.set()
            for _ in range(100):
                if somebody_waits():
                    break
                time.sleep(0.05)
            return first()

    def comes():
        has_it.wait(20)
        return second()

    done = at_once(holds, comes)
    connections.close_all()
    return done


def propose(case, sam):
    wanted = acting.Proposal(
        kind="note", reason=REASON, ends_on=timezone.now().date() + 30 * DAY,
        vulnerability=True, adjustments=True, warned=True,
    )  # fmt: skip
    return acting.propose(sam, case_id=case.pk, uid=uuid4(), proposal=wanted, now=timezone.now())[0]


def says_same(case, sam):
    return partial(same.say_same, sam, id=case.pk, same=True, now=timezone.now())


def test_one_decides_while_another_says_that_it_is_the_same(asha, ben, sam, max_):
    about(ben)
    case = held(asha, sam)
    action = propose(case, sam)
    decide = partial(
        acting.decide, max_, id=action.pk, approve=True, reason="So.", now=timezone.now()
    )

    meet(sam, case, says_same(case, sam), decide)

    action.refresh_from_db()
    assert action.state == "in_force"
    assert action.customer is not None


@pytest.mark.parametrize("step", ["end", "review", "appeal", "sweep"])
def test_another_step_comes_while_it_is_said(step, asha, ben, sam, max_):
    about(ben)
    case, now = held(asha, sam), timezone.now()
    action = in_force(case, sam, max_, days=20)
    steps = {
        "end": partial(acting.end, max_, id=action.pk, reason="x", now=now),
        "review": partial(acting.review, max_, id=action.pk, keep=True, reason="x", now=now),
        "appeal": partial(
            appealing.enter_appeal, max_, id=action.pk, text="x", came_on=now.date(),
            suspend=False, now=now,
        ),
        "sweep": partial(ending.end_what_is_over, now=now + 40 * DAY),
    }  # fmt: skip

    meet(sam, case, says_same(case, sam), steps[step])

    assert Action.objects.get(pk=action.pk).customer is not None


def test_whoever_is_forgotten_while_it_is_said(asha, ben, sam, max_):
    about(ben)
    case = held(asha, sam)
    in_force(case, sam, max_)
    forget = partial(privacy.erase, asha, id=uuid4(), now=timezone.now())

    meet(sam, case, says_same(case, sam), forget)

    assert Action.objects.get().reporter is None


def test_a_pause_runs_out_while_somebody_ends_it(asha, sam):
    case = held(asha, sam)
    now = timezone.now()
    pausing.pause(sam, id=case.pk, reason="customer", words="", now=now)
    later = now + 31 * DAY
    resume = partial(pausing.resume, sam, id=case.pk, now=later)

    meet(sam, case, resume, partial(deadlines.sweep, now=later))

    assert CasePause.objects.get().ended_by == "handler"
    assert Case.objects.get(pk=case.pk).deadlines.filter(left=None).count() == 2
