"""Agents and managers read the same page; who looked is written down for some, never for agents."""

import csv
import io
import json
from datetime import timedelta

import pytest

from accounts.models import RoleGrant, Unit, User
from accounts.models.people import Role
from tests.times import LONG_AGO
from tests.trends.company import MONDAY, at, closing_of, company, everybody_says
from wellbeing.core.models import AuditEntry
from wellbeing.trends import chain
from wellbeing.trends.budget import TABLES
from wellbeing.trends.closing import close_due
from wellbeing.trends.planning import plan_until

pytestmark = pytest.mark.django_db

PAGE = "/api/v1/trends"


def thirteen_weeks() -> None:
    """A company of 1,020 in two sites; everybody at 4, from week 9 on at 2."""
    people = company([300, 120, 100], [500])
    plan_until(at(MONDAY))
    for week in range(13):
        everybody_says(people[::2], MONDAY + timedelta(weeks=week), 4 if week < 9 else 2)
        close_due(closing_of(week + 1))


@pytest.fixture
def organisation(lived) -> Unit:
    lived(thirteen_weeks)
    return Unit.objects.get(kind=Unit.Kind.ORGANISATION)


@pytest.fixture
def department(organisation) -> Unit:
    return Unit.objects.get(name="Department 0.0")


@pytest.fixture
def agent(department) -> User:
    return User.objects.filter(unit=department).order_by("pk").first()


@pytest.fixture
def manager(department) -> User:
    person = User.objects.filter(unit=department).order_by("pk").last()
    RoleGrant.objects.create(
        person=person,
        role=Role.MANAGER,
        unit=department,
        starts_at=LONG_AGO,
    )
    return person


def without_looks(answer) -> dict:
    found = answer.json()
    del found["looked"]
    return found


def test_an_agent_reads_what_the_manager_of_the_unit_reads(agent, manager, signed_in):
    theirs = without_looks(signed_in(manager).get(PAGE))

    assert theirs["group"]["name"] == "Department 0.0"
    assert without_looks(signed_in(agent).get(PAGE)) == theirs
    unit = theirs["unit"]
    assert without_looks(signed_in(agent).get(f"{PAGE}?unit={unit}")) == theirs


def test_the_drop_of_a_whole_company_is_said(agent, organisation, signed_in):
    found = signed_in(agent).get(f"{PAGE}?unit={organisation.pk}").json()

    assert found["group"]["level"] == "whole"
    assert found["mood"]["said"] == {"word": "clear", "change": pytest.approx(-1.75, abs=0.5),
                                     "alert": True}  # fmt: skip
    assert len(found["mood"]["line"]) == 13
    assert found["mood"]["line"][-1]["mean"] == pytest.approx(2, abs=0.6)
    assert found["mood"]["now"]["half_width"] <= 0.4
    assert found["mood"]["took_part"]["share"] == pytest.approx(0.5, abs=0.1)


def test_anybody_can_ask_for_the_whole_organisation(agent, organisation, signed_in):
    client = signed_in(agent)

    found = client.get(f"{PAGE}?unit=0").json()

    assert found == client.get(f"{PAGE}?unit={organisation.pk}").json() | {"unit": None}


def test_everything_comes_in_one_answer(agent, signed_in):
    found = signed_in(agent).get(PAGE).json()

    assert set(found) == {
        "operator",
        "floor", "unit", "group", "groups", "mood", "sources", "energy", "cycle", "abuse", "help",
        "changes", "promise", "strength", "ledger", "looked",
    }  # fmt: skip
    assert [one["level"] for one in found["groups"]] == [
        "whole", "base", "base", "base", "base", "large", "large",
    ]  # fmt: skip
    assert len(found["cycle"]["slots"]) == 84
    # Nobody of this company reported or asked.
    assert found["abuse"] == found["help"] == {"counted": True, "found": None}


def test_the_promise_is_computed_from_the_ledger(agent, signed_in):
    found = signed_in(agent).get(PAGE).json()

    said = found["promise"]
    assert (said["took_part"], said["good_or_bad"], said["one_week"]) == (64, 72, 55)
    assert said["took_part_three_years"] == 73
    # A year that begins in the middle of a four-week span holds one release less.
    assert 0.24 < said["rho_year"] <= 0.25 + 1e-6
    assert found["strength"] == {"preset": "standard", "next": None, "next_from": None}


def test_every_stream_of_the_ledger_is_counted(agent, signed_in):
    rows = signed_in(agent).get(PAGE).json()["ledger"]["streams"]

    assert all(row["counted"] for row in rows)
    assert sum(row["share"] for row in rows) == pytest.approx(1)
    weekly = [row["releases"] for row in rows if row["name"] == "mood_week"]
    assert weekly == [13, 13]
    assert len(rows) == len(TABLES["small"])


def test_a_team_shows_the_group_that_it_is_in(agent, signed_in):
    department = Unit.objects.get(name="Department 0.1")
    team = Unit.objects.create(kind=Unit.Kind.TEAM, name="Team", parent=department)

    # It came after the plan was made, so for four weeks it has no place of its own.
    assert signed_in(agent).get(f"{PAGE}?unit={team.pk}").json()["group"]["level"] == "whole"
    found = signed_in(agent).get(f"{PAGE}?unit={department.pk}").json()["group"]
    assert (found["level"], found["name"], found["agents"]) == ("base", "Department 0.1", 120)


@pytest.mark.parametrize("unit", ["999999", "-3", "x", "9" * 30])
def test_a_unit_that_is_not_there(agent, signed_in, unit):
    assert signed_in(agent).get(f"{PAGE}?unit={unit}").status_code in {400, 404}


# --- Who looked -----------------------------------------------------------------------------------
def test_a_managers_look_can_be_read_by_everybody(agent, manager, signed_in):
    signed_in(manager).get(PAGE)

    looked = signed_in(agent).get(PAGE).json()["looked"]

    assert [(one["by"], one["role"]) for one in looked] == [(manager.name, "manager")]


@pytest.mark.parametrize("address", [PAGE, "/api/v1/exports/trends.csv"])
def test_looks_of_agents_and_peers_are_never_recorded(agent, signed_in, address):
    RoleGrant.objects.create(person=agent, role=Role.PEER, unit=agent.unit, starts_at=LONG_AGO)

    signed_in(agent).get(address)

    assert not AuditEntry.objects.exists()


# --- Taking it along ------------------------------------------------------------------------------
def test_the_table_has_the_same_numbers_with_their_sd(agent, organisation, signed_in):
    client = signed_in(agent)
    body = client.get(f"/api/v1/exports/trends.csv?unit={organisation.pk}").getvalue().decode()
    page = client.get(f"{PAGE}?unit={organisation.pk}").json()

    rows = list(csv.DictReader(io.StringIO(body.removeprefix("\ufeff"))))

    line = [row for row in rows if row["what"] == "mood_line"]
    assert [float(row["value"]) for row in line] == [p["mean"] for p in page["mood"]["line"]]
    assert all(float(row["sd"]) > 0 for row in rows)
    assert {row["what"] for row in rows} == {
        "mood_line", "mood_week", "stress_4wk", "energy_4wk", "abuse_4wk", "help_4wk",
        "cycle_13wk",
    }  # fmt: skip


def test_the_ledger_can_be_checked_by_anybody(agent, signed_in):
    body = signed_in(agent).get("/api/v1/exports/ledger.json").getvalue().decode()

    said = json.loads(body)["releases"]

    assert len(said) == 13 * 2 + 3 * 4 + 1
    assert chain.broken_links(said) == []


def test_an_administrator_sees_how_far_the_closings_are(ada, signed_in, settings):
    chain.append_missing()
    found = signed_in(ada).get("/api/v1/trends/closings").json()

    assert found["copy_missing"] is False
    assert len(found["closings"]) == 13 + 3 * 4 + 1
    assert all(one["tries"] == 1 and one["finished_at"] for one in found["closings"])
    settings.RELEASES_FILE.unlink()
    assert signed_in(ada).get("/api/v1/trends/closings").json()["copy_missing"] is True


def test_the_page_says_who_runs_the_server(manager, signed_in, settings):
    settings.OPERATOR = "Northwind Care IT, it@example.org"

    assert signed_in(manager).get(PAGE).json()["operator"] == "Northwind Care IT, it@example.org"
