"""A manager announces what will change; the app measures it, or says why it cannot."""

from datetime import timedelta
from uuid import uuid4

import pytest

from accounts.models import RoleGrant, Unit, User
from accounts.models.people import Role
from tests.times import LONG_AGO
from tests.trends.company import MONDAY, at, closing_of, company, everybody_says
from wellbeing.core.errors import NotFound
from wellbeing.trends import interventions, strength
from wellbeing.trends.closing import close_due
from wellbeing.trends.dashboard import page
from wellbeing.trends.interventions import announce_change
from wellbeing.trends.ledger import YEAR
from wellbeing.trends.models import Intervention, InterventionPerson, Release
from wellbeing.trends.planning import choice_for, plan_until

pytestmark = pytest.mark.django_db

START = MONDAY + timedelta(weeks=9)
TODAY = at(START - timedelta(weeks=1))


def planned() -> None:
    company([300, 120], [400])
    plan_until(at(MONDAY))


@pytest.fixture
def organisation(lived) -> Unit:
    lived(planned)
    return Unit.objects.get(kind=Unit.Kind.ORGANISATION)


@pytest.fixture
def people(organisation) -> list[User]:
    """In the order of their departments."""
    return list(User.objects.order_by("unit", "pk"))


@pytest.fixture
def boss(people, mona):
    return mona


def announce(manager, unit: str = "Department 0.0", *, starts_on=START, now=TODAY, id=None):
    change, _ = announce_change(
        manager=manager, id=id or uuid4(), unit=Unit.objects.get(name=unit).pk,
        actions=["Longer Monday huddle", "Buddy pairs"], starts_on=starts_on, now=now,
    )  # fmt: skip
    return change


def test_everybody_of_the_group_is_fixed_when_it_is_announced(boss, people):
    change = announce(boss)

    assert change.people.count() == 300
    assert change.ends_on == START + timedelta(weeks=8)


def test_before_and_after_are_told_once_it_is_over(boss, people):
    change = announce(boss)
    for week in range(1, 17):
        everybody_says(people[:300], MONDAY + timedelta(weeks=week), 2 if week < 9 else 3)
    close_due(closing_of(16))
    assert not Release.objects.filter(intervention=change).exists()

    close_due(closing_of(17))

    release = change.release
    assert release.level == "change"
    found = page(Unit.objects.get(name="Department 0.0").pk,
                 now=closing_of(17))["changes"]  # fmt: skip
    assert [one["state"] for one in found] == ["told"]
    assert found[0]["actions"] == ["Longer Monday huddle", "Buddy pairs"]
    assert found[0]["result"]["value"] == pytest.approx(1.0, abs=0.3)
    assert found[0]["result"]["word"] == "clear"


def test_it_must_be_announced_a_week_before_and_on_a_monday(boss):
    for day in (START - timedelta(weeks=1), START + timedelta(days=1)):
        with pytest.raises(interventions.TooSoon):
            announce(boss, starts_on=day)


def test_a_repeat_from_a_device_announces_once(boss):
    id = uuid4()

    assert announce(boss, id=id) == announce(boss, id=id)
    with pytest.raises(interventions.AlreadyAnnounced):
        announce(boss, id=id, starts_on=START + timedelta(weeks=1))


def test_only_for_what_one_manages(people, person):
    manager = person("max")
    site = Unit.objects.get(name="Site 1")
    RoleGrant.objects.create(person=manager, role=Role.MANAGER, unit=site, starts_at=LONG_AGO)

    with pytest.raises(NotFound):
        announce(manager)
    assert announce(manager, "Department 1.0").people.count() == 400


def test_a_unit_without_a_number_of_its_own_is_refused(boss, people):
    team = Unit.objects.create(
        kind=Unit.Kind.TEAM, name="Team", parent=Unit.objects.get(name="Department 0.0")
    )
    people[0].unit = team
    people[0].save()
    plan_until(at(MONDAY + timedelta(weeks=4)))

    with pytest.raises(interventions.NoNumberOfItsOwn):
        announce(boss, "Team")
    with pytest.raises(interventions.NoNumberOfItsOwn):
        announce(boss, "Northwind Care")


def test_nobody_is_in_three_comparisons_within_a_year(boss):
    announce(boss)
    announce(boss, starts_on=START + timedelta(weeks=10))

    with pytest.raises(interventions.BudgetTaken):
        announce(boss, starts_on=START + timedelta(weeks=20))
    with pytest.raises(interventions.BudgetTaken):
        announce(boss, starts_on=START + YEAR - timedelta(weeks=1))
    announce(boss, "Department 1.0", starts_on=START + timedelta(weeks=20))
    announce(boss, starts_on=START + YEAR)


def test_a_comparison_of_the_site_takes_the_place_of_its_departments(boss):
    announce(boss)
    announce(boss, "Department 0.1")
    announce(boss, "Site 0", starts_on=START + timedelta(weeks=1))

    with pytest.raises(interventions.BudgetTaken):
        announce(boss, starts_on=START + timedelta(weeks=20))


def test_who_leaves_the_group_keeps_the_place_and_who_joins_is_not_counted(boss, people):
    change = announce(boss)
    leaver = people[0]
    leaver.unit = Unit.objects.get(name="Department 1.0")
    leaver.save()
    plan_until(at(MONDAY + timedelta(weeks=4)))

    assert change.people.filter(person=leaver).exists()
    assert InterventionPerson.objects.filter(intervention=change).count() == 300


def test_along_every_membership_the_year_is_enough(boss, people):
    """Check 3: streams of the cells somebody was in, and the changes that counted them."""
    announce(boss)
    announce(boss, starts_on=START + timedelta(weeks=10))
    close_due(closing_of(60))

    streams = sum(
        one.rho / one.rho_year
        for one in Release.objects.filter(intervention=None, ends_on__gt=MONDAY + 8 * YEAR / 52)
        if one.ends_on <= MONDAY + 8 * YEAR / 52 + YEAR
    )
    changes = sum(one.rho / one.rho_year for one in Release.objects.exclude(intervention=None))
    assert Intervention.objects.count() == 2
    assert changes == pytest.approx(0.08, abs=1e-9)
    assert streams == pytest.approx(0.92, abs=1e-9)
    assert streams + changes <= 1


# --- The strength ---------------------------------------------------------------------------------
def test_an_administrator_chooses_for_what_comes(people, ada, signed_in):
    client = signed_in(ada)

    answer = client.put("/api/v1/trends/strength", {"preset": "strict"})

    assert answer.json() == {
        "preset": "standard", "next": "strict",
        "next_from": str(MONDAY + timedelta(weeks=4)),
    }  # fmt: skip
    assert choice_for(0).preset == "standard"
    assert choice_for(1).preset == "strict"
    assert client.put("/api/v1/trends/strength", {"preset": "standard"}).status_code == 409


def test_less_protection_must_be_confirmed(people, ada, signed_in):
    client = signed_in(ada)

    refused = client.put("/api/v1/trends/strength", {"preset": "relaxed"})
    done = client.put("/api/v1/trends/strength", {"preset": "relaxed", "confirmed": True})

    assert refused.json()["code"] == strength.NotConfirmed.code
    assert done.json()["next"] == "relaxed"


@pytest.mark.parametrize("preset", ["none", "threshold_only", "0.6", ""])
def test_nothing_weaker_exists(people, ada, signed_in, preset):
    answer = signed_in(ada).put("/api/v1/trends/strength", {"preset": preset, "confirmed": True})

    assert answer.status_code == 400


def test_after_a_change_of_strength_the_ledger_still_fits(people, ada):
    strength.choose_strength(preset="strict", confirmed=False, chosen_by=ada, now=at(MONDAY))

    close_due(closing_of(60))

    found = set(Release.objects.values_list("preset", flat=True))
    assert found == {"standard", "strict"}
