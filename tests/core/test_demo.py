"""The demo: a whole company, the same each time, and never into somebody's own data."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Max, Min

from accounts.models import RoleGrant, Unit, User
from accounts.models.people import Role
from tests.times import NOON
from wellbeing.checkins.models import CheckIn
from wellbeing.core.subjects import subject_of
from wellbeing.demo import load, people
from wellbeing.demo.stories import ORDINARY
from wellbeing.incidents.aftercare.models import Offer
from wellbeing.incidents.customers.models import Action
from wellbeing.incidents.customers.rules.actions import STATES as ACTION_STATES
from wellbeing.incidents.customers.rules.actions import WAITING
from wellbeing.incidents.customers.selectors.actions import approved_of, waiting_for
from wellbeing.incidents.customers.selectors.matches import STATES, match_of
from wellbeing.incidents.models import Case, ReportedKind
from wellbeing.incidents.selectors.cases import visible_to, without_a_log
from wellbeing.incidents.selectors.inbox import Asked, listed, matching
from wellbeing.incidents.services.reporting import opened
from wellbeing.resets.models import BreakPass, BreakPolicy, Reset

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


@pytest.fixture(autouse=True)
def small_company(monkeypatch):
    """The leads and staff, and a few agents: what takes long is only more of the same."""
    monkeypatch.setattr(people, "PEOPLE", 220)


def test_company_and_roles_are_complete():
    load.load(now=NOON)

    kinds = Counter(Unit.objects.values_list("kind", flat=True))
    assert kinds == {"organisation": 1, "site": 5, "department": 20, "team": 160}
    assert User.objects.count() == 220
    assert set(RoleGrant.objects.values_list("role", flat=True)) == set(Role.values)
    assert User.objects.get(personnel_number="asha").check_password(people.PASSWORD)
    with_password = [user for user in User.objects.all() if user.has_usable_password()]
    assert len(with_password) == len(people.CAST)


def test_half_a_year_ends_yesterday_and_was_received_before_now():
    count = load.load(now=NOON)

    span = CheckIn.objects.aggregate(
        first=Min("answered_at"), last=Max("answered_at"), received=Max("received_at")
    )
    assert count == CheckIn.objects.count()
    assert span["received"] <= NOON
    assert NOON - timedelta(days=197) < span["first"] < NOON - timedelta(days=189)
    assert NOON - timedelta(days=4) < span["last"] < NOON
    assert 2.2 < count / 220 / 28 < 3.6
    asha = User.objects.get(personnel_number="asha")
    assert CheckIn.objects.of(subject_of(asha.diary)).count() > 200  # enough to see a pattern


def test_the_same_seed_makes_the_same_demo():
    with transaction.atomic():
        load.load(now=NOON)
        first = _of_chance()
        transaction.set_rollback(True)
    assert not User.objects.exists()

    load.load(now=NOON)

    assert _of_chance() == first


def _of_chance():
    checkins = set(CheckIn.objects.values_list("id", "mood", "answered_at"))
    actions = set(Action.objects.values_list("case", "uid", "state", "ends_on"))
    return checkins, actions, set(Offer.objects.values_list("case", "offer", "state", "on"))


def test_breaks_and_resets_look_like_a_living_floor():
    load.load(now=NOON)

    assert Reset.objects.count() > 400
    assert Reset.objects.filter(started_at__lt=NOON).count() == Reset.objects.count()
    asha = User.objects.get(personnel_number="asha")
    mine = Reset.objects.of(subject_of(asha.diary))
    assert mine.exclude(before=None).exclude(after=None).count() > 10  # enough to say what helps
    assert set(BreakPolicy.objects.in_force(NOON)) == {
        *Unit.objects.filter(kind__in=["organisation", "department"]).values_list("pk", flat=True)
    }
    assert BreakPass.objects.away_at(NOON).exists()
    for policy in BreakPolicy.objects.in_force(NOON).values():
        away = BreakPass.objects.open().filter(floor=policy.unit_id)
        assert away.count() <= policy.places


def test_a_case_handler_finds_cases_to_handle():
    load.load(now=NOON)
    sam = User.objects.get(personnel_number="sam")
    seen = visible_to(sam, now=NOON)

    assert not without_a_log(now=NOON)
    states = Counter(seen.values_list("state", flat=True))
    assert set(states) == {"received", "acknowledged", "closed"}
    assert 0 < seen.exclude(outcome_read_at=None).count() < states["closed"]
    first = listed(matching(seen, sam, Asked(), units=[], now=NOON), Asked())[0]
    assert opened(seen.get(pk=first["id"]), "story")
    for language, told in ORDINARY.items():  # each in the one that they speak
        theirs = Case.objects.filter(reporter__language=language)
        assert {opened(case, "story") for case in theirs} & {one.story for one in told}
    asha = User.objects.get(personnel_number="asha")
    assert Case.objects.filter(reporter=asha).count() == 4
    assert ReportedKind.objects.of(asha.diary).exists()
    assert not Case.objects.filter(received_at__gt=NOON).exists()


def test_a_case_handler_finds_customers_who_came_again():
    load.load(now=NOON)
    sam = User.objects.get(personnel_number="sam")
    held = Case.objects.open().filter(assigned_to=sam)

    assert {match_of(one, sam, now=NOON).state for one in held} == set(STATES)
    for what in WAITING:
        assert waiting_for(sam, what, now=NOON).count() == 1, what
    assert set(Action.objects.values_list("state", flat=True)) == {*ACTION_STATES}
    ends = set(Action.objects.filter(state="ended").values_list("ended_as", flat=True))
    assert ends == {"appealed", "expired", "lifted"}
    assert Action.objects.filter(suspended=True, appeal="open").count() == 1
    asha = User.objects.get(personnel_number="asha")
    read = [one for case in Case.objects.filter(reporter=asha) for one in approved_of(case)]
    assert [one.kind for one in read] == ["block"]


def test_care_after_a_report_was_taken_and_put_off():
    load.load(now=NOON)

    states = Counter(Offer.objects.values_list("state", flat=True))
    assert min(states[one] for one in ("offered", "taken", "declined")) > 20
    assert not Offer.objects.filter(case__reporter=None).exists()
    assert not Offer.objects.filter(on__gt=NOON.date() + timedelta(days=1)).exists()


def test_a_second_run_changes_nothing(capsys):
    call_command("demo")
    before = CheckIn.objects.count()

    call_command("demo")

    assert CheckIn.objects.count() == before
    assert "asha" in capsys.readouterr().out


def test_somebody_elses_organisation_is_left_alone(ben):
    with pytest.raises(CommandError):
        call_command("demo")
