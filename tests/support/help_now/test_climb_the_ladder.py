"""What nobody answers climbs, by rows with a due time: each rung once, in order, none lost."""

from datetime import timedelta

import pytest

from accounts.models.people import Role
from tests.support.help_now.words import (
    fresh,
    heard_by,
    ladder_for,
    on_shift,
    pressed,
    supervises,
    told,
)
from tests.times import MINUTE, NOON, SECOND
from wellbeing.support.help_now.models import HelpStep
from wellbeing.support.help_now.rules import LINGERS, Rung
from wellbeing.support.help_now.services.answering import come, decline, see
from wellbeing.support.help_now.services.climbing import sweep
from wellbeing.support.help_now.services.pressing import withdraw

pytestmark = pytest.mark.django_db


def steps(call):
    return list(HelpStep.objects.filter(call=call).order_by("rung").values_list("rung", "reached"))


@pytest.fixture
def site_supervisor(person, site, organisation):
    """On shift, for another team of the site."""
    from accounts.models import Unit

    other = Unit.objects.create(kind=Unit.Kind.TEAM, name="Returns 1", parent=site)
    user = person("nils")
    supervises(user, other)
    on_shift(user)
    return user


def test_unanswered_for_a_minute_it_reaches_the_site_and_then_everybody(
    asha, tara, site_supervisor, vera
):
    on_shift(tara)
    call = pressed(asha)
    assert told(call) == ["Tara"]

    sweep(now=NOON + 59 * SECOND)
    assert told(call) == ["Tara"]
    sweep(now=NOON + MINUTE)
    assert told(call) == ["Tara", "Nils"]
    sweep(now=NOON + 2 * MINUTE)
    assert told(call) == ["Tara", "Nils", "Vera"]


def test_a_rung_that_reaches_nobody_is_passed_at_once_and_says_so(asha, tara, signed_in):
    call = pressed(asha)  # nobody is on shift

    assert steps(call) == [(0, 0), (1, 0), (2, 1)]
    assert told(call) == ["Tara"]


def test_when_nobody_answers_the_caller_is_told_so_and_somebody_may_still_come(asha, tara):
    on_shift(tara)
    call = pressed(asha)
    later = NOON + MINUTE

    sweep(now=later)
    assert fresh(call).state() == "unanswered"
    assert fresh(call).ended_at is None
    come(tara, id=heard_by(tara, call).id, now=later + 5 * SECOND)
    assert fresh(call).state() == "coming"


def test_ten_minutes_after_the_last_rung_it_is_over(asha, tara):
    on_shift(tara)
    call = pressed(asha)
    sweep(now=NOON + MINUTE)

    sweep(now=NOON + MINUTE + LINGERS)
    assert (fresh(call).end, fresh(call).climbs_at) == ("unanswered", None)


def test_seen_alone_does_not_stop_it_and_coming_does(asha, tara, vera):
    on_shift(tara)
    call = pressed(asha)
    see(tara, id=heard_by(tara, call).id, now=NOON + SECOND)
    sweep(now=NOON + MINUTE)
    assert told(call) == ["Tara", "Vera"]

    come(vera, id=heard_by(vera, call).id, now=NOON + 70 * SECOND)
    sweep(now=NOON + 30 * MINUTE)
    assert fresh(call).state() == "coming"


def test_who_cannot_come_after_all_lets_it_climb_at_once(asha, tara, vera):
    on_shift(tara)
    call = pressed(asha)
    come(tara, id=heard_by(tara, call).id, now=NOON + SECOND)

    decline(tara, id=heard_by(tara, call).id, now=NOON + 2 * SECOND)

    assert told(call) == ["Tara", "Vera"]
    assert fresh(call).state() == "seen"


def test_once_everybody_who_was_asked_cannot_nobody_waits_for_the_minute(asha, tara, uwe, vera):
    on_shift(tara, uwe)
    call = pressed(asha)

    decline(tara, id=heard_by(tara, call).id, now=NOON + SECOND)
    assert told(call) == ["Tara", "Uwe"]
    decline(uwe, id=heard_by(uwe, call).id, now=NOON + 2 * SECOND)
    assert told(call) == ["Tara", "Uwe", "Vera"]


def test_a_withdrawn_call_climbs_no_more(asha, tara, vera):
    on_shift(tara)
    call = pressed(asha)
    withdraw(asha, id=call.press, now=NOON + SECOND)

    sweep(now=NOON + MINUTE)
    assert told(call) == ["Tara"]


def test_a_unit_with_a_ladder_of_its_own_climbs_by_it(asha, ada, tara, sam, site):
    on_shift(tara)
    ladder_for(
        site,
        ada,
        Rung(who="supervisors_of_unit", wait_seconds=20),
        Rung(who="people", people=(str(sam.pk),), wait_seconds=30),
        Rung(who="phone", phone="+48 12 345 67 89", wait_seconds=60),
    )
    call = pressed(asha)

    sweep(now=NOON + 20 * SECOND)
    assert told(call) == ["Tara", "Sam"]
    sweep(now=NOON + 50 * SECOND)
    assert steps(call) == [(0, 1), (1, 1), (2, 0)]
    assert fresh(call).state() == "reaching"
    sweep(now=NOON + 110 * SECOND)
    assert fresh(call).state() == "unanswered"


def test_the_nearest_ladder_above_holds(asha, ada, sam, organisation, department):
    ladder_for(organisation, ada, Rung(who="phone", phone="999"))
    ladder_for(department, ada, Rung(who="people", people=(str(sam.pk),)))

    assert told(pressed(asha)) == ["Sam"]


def test_a_ladder_that_changes_meanwhile_changes_no_open_call(asha, ada, tara, sam, site, vera):
    on_shift(tara)
    call = pressed(asha)
    ladder_for(site, ada, Rung(who="people", people=(str(sam.pk),)))

    sweep(now=NOON + MINUTE)
    assert told(call) == ["Tara", "Vera"]


def test_the_caller_is_never_called_to_themselves(person, tara):
    lead = person("lead", Role.SUPERVISOR)
    on_shift(lead, tara)

    assert told(pressed(lead)) == ["Tara"]


def test_a_server_that_slept_goes_on_where_it_stood(asha, tara, vera, site, ada):
    on_shift(tara)
    ladder_for(
        site,
        ada,
        Rung(who="supervisors_of_unit"),
        Rung(who="all_supervisors"),
        Rung(who="phone", phone="999"),
    )
    call = pressed(asha)
    later = NOON + timedelta(hours=1)

    sweep(now=later)
    assert steps(call) == [(0, 1), (1, 1)]  # Vera has her minute from when she was told
    sweep(now=later + MINUTE)
    assert steps(call) == [(0, 1), (1, 1), (2, 0)]
