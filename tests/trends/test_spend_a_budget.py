"""Shares, promises and the sums of the ledger, as docs/privacy.md has them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing.trends import ledger, promise
from wellbeing.trends.budget import PRESETS, TABLES, Stream, preset_for, table_for
from wellbeing.trends.sources import COUNTED

STANDARD = PRESETS["standard"]
MONDAY = date(2026, 1, 5)


def row(table: str, name: str, level: str) -> Stream:
    return next(one for one in TABLES[table] if (one.name, one.level) == (name, level))


@pytest.mark.parametrize("table", TABLES)
def test_shares_add_up_to_the_whole_year(table):
    spent = sum(stream.rho(STANDARD) * stream.a_year for stream in TABLES[table])

    assert sum(stream.share for stream in TABLES[table]) == pytest.approx(1, abs=1e-12)
    assert spent == pytest.approx(STANDARD, abs=1e-12)


def test_every_stream_is_counted_and_nothing_else():
    """A stream that nobody counts for, or a count without a row in the budget, fails here."""
    assert {stream.name for stream in TABLES["large"]} == set(COUNTED)
    assert {stream.name for stream in TABLES["small"]} <= set(COUNTED)


@pytest.mark.parametrize(
    ("table", "name", "level", "rho", "sigma"),
    [
        ("large", "mood_week", "base", 0.001817, 2782),
        ("large", "mood_week", "large", 0.000779, 4249),
        ("large", "mood_day", "whole", 0.000192, 8551),
        ("large", "cycle_13wk", "large", 0.008125, 3038),
        ("large", "stress_4wk", "large", 0.001538, 18028),
        ("large", "abuse_4wk", "large", 0.001538, 1803),
        ("large", "energy_4wk", "large", 0.000577, 4937),
        ("large", "help_4wk", "large", 0.000385, 3606),
        ("large", "intervention", "change", 0.01, 1000),
        ("small", "mood_week", "base", 0.001952, 2684),
        ("small", "mood_week", "large", 0.000837, 4100),
        ("small", "help_4wk", "whole", 0.000385, 3606),
    ],
)
def test_each_row_costs_and_blurs_as_published(table, name, level, rho, sigma):
    stream = row(table, name, level)

    assert stream.rho(STANDARD) == pytest.approx(rho, abs=5e-7)
    assert stream.sigma(STANDARD) == pytest.approx(sigma, abs=1)


def test_strength_is_chosen_by_the_size_of_the_roster():
    assert (preset_for(4999), table_for(4999)) == ("standard", "small")
    assert (preset_for(5000), table_for(5000)) == ("strict", "large")
    assert max(PRESETS.values()) == 0.5


@pytest.mark.parametrize(
    ("preset", "guesses"),
    [
        ("strict", (60, 66, 54)),
        ("standard", (64, 72, 55)),
        ("relaxed", (69, 80, 57)),
    ],
)
def test_the_numbers_of_the_promise(preset, guesses):
    said = promise.numbers(PRESETS[preset], TABLES["large"])

    assert (said["took_part"], said["good_or_bad"], said["one_week"]) == guesses


def test_years_add_up_and_epsilon_is_given_twice():
    said = promise.numbers(STANDARD, TABLES["large"])

    assert (said["took_part_three_years"], said["took_part_five_years"]) == (73, 79)
    assert (said["epsilon"], said["epsilon_zcdp"]) == (3.31, 3.54)
    assert promise.numbers(0.5, TABLES["large"])["epsilon"] == 4.89


def test_a_single_week_is_computed_from_its_releases():
    assert promise.one_week(STANDARD, TABLES["large"]) == pytest.approx(0.5526, abs=5e-5)
    assert promise.good_or_bad(STANDARD, TABLES["large"]) == pytest.approx(0.7225, abs=5e-5)


def year_of(table: str, rho_year: float, *, weeks: int = 156) -> list[ledger.Entry]:
    """Every release of three years, all of them on time."""
    return [
        ledger.Entry(MONDAY + timedelta(weeks=week), stream.rho(rho_year), rho_year)
        for stream in TABLES[table]
        for week in range(stream.weeks, weeks + 1)
        if week % stream.weeks == 0 and stream.level != "change"
    ]


@pytest.mark.parametrize("table", TABLES)
def test_three_years_of_releases_never_cost_more_than_a_year_may(table):
    entries = year_of(table, STANDARD)

    part, rho = ledger.largest(entries)

    assert part == pytest.approx(0.92, abs=1e-9)  # the rest is for registered changes
    assert rho == pytest.approx(0.92 * STANDARD, abs=1e-9)
    assert ledger.fits(entries)


def test_a_release_too_many_does_not_fit():
    changes = [ledger.Entry(MONDAY + timedelta(weeks=n), 0.01, STANDARD) for n in (60, 70, 80)]

    assert ledger.fits([*year_of("large", STANDARD), *changes[:2]])
    assert not ledger.fits([*year_of("large", STANDARD), *changes])


def test_a_change_of_strength_is_measured_by_what_was_in_force():
    halved = [
        ledger.Entry(e.closed_on, e.rho / 2, e.rho_year / 2)
        for e in year_of("large", STANDARD)
        if e.closed_on >= MONDAY + timedelta(weeks=60)
    ]
    before = [e for e in year_of("large", STANDARD) if e.closed_on < MONDAY + timedelta(weeks=60)]

    assert ledger.fits([*before, *halved])
    assert ledger.largest([*before, *halved])[1] == pytest.approx(0.23)


def test_windows_are_half_open_and_may_be_asked_to_hold_a_day():
    entries = [ledger.Entry(MONDAY, 0.1, 1.0), ledger.Entry(MONDAY + ledger.YEAR, 0.2, 1.0)]

    assert ledger.largest(entries)[1] == pytest.approx(0.2)
    assert ledger.largest(entries, touching=MONDAY)[1] == pytest.approx(0.1)
    assert ledger.largest([]) == (0, 0)


@given(st.lists(st.tuples(st.integers(0, 900), st.floats(0.001, 0.1)), max_size=40))
def test_the_sliding_sum_is_the_sum_of_every_window(rows):
    entries = [ledger.Entry(MONDAY + timedelta(days=day), rho, 1.0) for day, rho in rows]
    slow = max(
        (
            sum(
                e.rho for e in entries if end.closed_on - ledger.YEAR < e.closed_on <= end.closed_on
            )
            for end in entries
        ),
        default=0.0,
    )

    assert ledger.largest(entries)[1] == pytest.approx(slow)
