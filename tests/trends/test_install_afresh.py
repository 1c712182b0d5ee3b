"""What a fresh installation promises; nothing weaker can be had; each number is computed."""

import json
import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.architecture.files import HOME
from tests.trends.company import MONDAY, at, closing_of, company, hire
from wellbeing.trends import budget, promise
from wellbeing.trends.budget import PRESETS, TABLES
from wellbeing.trends.closing import close_due
from wellbeing.trends.models import Choice, Figure, Planning, Release
from wellbeing.trends.planning import plan_until
from wellbeing.trends.strength import choose_strength, promised

pytestmark = pytest.mark.django_db


@pytest.mark.either_database
@pytest.mark.parametrize(
    ("agents", "preset", "table"), [(4_999, "standard", "small"), (5_000, "strict", "large")]
)
def test_the_roster_of_the_first_day_decides(organisation, agents, preset, table):
    company([agents])

    plan_until(at(MONDAY))

    choice = Choice.objects.get()
    assert (choice.preset, choice.table, choice.chosen_by) == (preset, table, None)


def test_a_company_that_grows_keeps_what_was_chosen(organisation):
    people = company([100])
    plan_until(at(MONDAY))
    hire(4_950, people[0].unit)

    plan_until(at(MONDAY + timedelta(weeks=4)))

    assert Planning.objects.latest("number").agents == 5_050
    assert Choice.objects.get().preset == "standard"


def test_there_is_one_way_to_publish_and_nothing_weaker_than_a_half():
    """No mode and no switch: every release is blurred, at most as little as `relaxed`."""
    assert max(PRESETS.values()) == 0.5
    columns = {field.name for model in (Choice, Release) for field in model._meta.get_fields()}
    assert not {name for name in columns if "mode" in name or "threshold" in name}


@pytest.mark.parametrize(("rho", "rho_year"), [(0.01, 0.51), (0.3, 0.25), (0.0, 0.25)])
def test_the_database_itself_refuses_a_weaker_or_a_free_release(organisation, rho, rho_year):
    company([80])
    plan_until(at(MONDAY))
    close_due(closing_of(1))
    one = Release.objects.latest("number")
    one.number, one.level, one.rho, one.rho_year = 99, "extra", rho, rho_year

    with pytest.raises(IntegrityError), transaction.atomic():
        one.save(force_insert=True)


# --- Everybody in one group, and groups that add up -----------------------------------------------
def test_every_large_group_and_the_organisation_are_the_sum_of_their_parts(organisation):
    company([200, 180], [320], [90, 85, 200])
    plan_until(at(MONDAY))
    close_due(closing_of(4))

    for release in Release.objects.filter(level="large"):
        figures = release.figures.select_related("cell")
        whole = next(one for one in figures if one.cell is None)
        larges = [one for one in figures if one.cell]
        assert len(larges) > 1
        for n, value in enumerate(whole.agreed):
            assert sum(one.agreed[n] for one in larges) == pytest.approx(value, rel=1e-9, abs=1e-6)
    week = Release.objects.filter(stream="mood_week", level="large").latest("number")
    for one in week.figures.exclude(cell=None):
        below = Figure.objects.filter(
            cell__large=one.cell, release__stream="mood_week", release__starts_on=week.starts_on
        )
        for n, value in enumerate(one.agreed):
            parts = sum(part.agreed[n] for part in below)
            assert parts == pytest.approx(value, rel=1e-9, abs=1e-6)


# --- The numbers of the promise -------------------------------------------------------------------
def said_on(day) -> tuple[float | int, ...]:
    said = promised(Planning.objects.latest("number"), day)
    names = ("took_part", "good_or_bad", "one_week", "took_part_three_years")
    return tuple(said[name] for name in names)


def test_the_numbers_follow_the_ledger(organisation, ada):
    """A stronger blur is promised once no year that touches today holds the weaker one."""
    company([80])
    plan_until(at(MONDAY))
    close_due(closing_of(2))
    assert said_on(closing_of(2).date()) == (64, 72, 55, 73)

    choose_strength(preset="strict", confirmed=False, chosen_by=ada, now=closing_of(2))
    close_due(closing_of(20))
    mixed = promised(Planning.objects.latest("number"), closing_of(20).date())
    close_due(closing_of(57))

    assert PRESETS["strict"] < mixed["rho_year"] < PRESETS["standard"]
    assert said_on(closing_of(57).date()) == (60, 66, 54, 67)


def test_a_dearer_ledger_is_said_to_be_dearer(organisation):
    """Not what a preset should cost, but what was booked: here somebody booked too much."""
    company([80])
    plan_until(at(MONDAY))
    close_due(closing_of(2))
    one = Release.objects.latest("number")
    one.number, one.level, one.rho = one.number + 1, "extra", 0.1
    one.save(force_insert=True)

    took_part, *_ = said_on(closing_of(2).date())

    assert took_part == round(100 * promise.took_part(0.35)) == 66


def test_no_number_of_the_promise_is_typed_into_the_page():
    typed = {"64", "72", "55", "73", "79", "60", "66", "54"}
    front = HOME / "frontend" / "src"
    words = [json.dumps(json.loads(path.read_text()), ensure_ascii=False)
             for path in (front / "shared/i18n/words/trends").glob("*.json")]  # fmt: skip
    parts = ("Badge", "Guesses", "Promise")
    shown = [(front / "features/trends" / f"{part}.svelte").read_text() for part in parts]

    assert len(words) == 3
    for text in words:
        assert typed.isdisjoint(re.findall(r"\d+", text))
    for text in shown:
        assert typed.isdisjoint(re.findall(r"\d+", text.partition("<style>")[0]))


# --- The budget -----------------------------------------------------------------------------------
def test_a_table_whose_shares_are_not_one_cannot_be_made():
    with pytest.raises(AssertionError):
        budget._table(mood_week=0.6, mood_day=0.04, help_level="large")


@pytest.mark.either_database
@pytest.mark.parametrize("table", TABLES)
def test_a_period_spends_no_more_than_its_rows_say(organisation, table, ada):
    """What the ledger booked is what the table has, stream by stream."""
    company([80])
    plan_until(at(MONDAY))
    if table == "large":
        Choice.objects.create(from_planning=1, preset="standard", table=table, chosen_by=ada,
                              chosen_at=at(MONDAY))  # fmt: skip
    close_due(closing_of(26))

    rows = {(one.name, one.level): one.rho(0.25) for one in TABLES[table]}
    for one in Release.objects.filter(starts_on__gte=MONDAY + timedelta(weeks=4)):
        assert one.rho == pytest.approx(rows[one.stream, one.level], rel=1e-6)
        assert one.rho <= rows[one.stream, one.level]
