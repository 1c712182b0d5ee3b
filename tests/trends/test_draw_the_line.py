"""From noisy sums to numbers that are as precise as they say, and no more."""

import math
from random import Random

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing.trends import dashboard
from wellbeing.trends.budget import PRESETS, streams_named
from wellbeing.trends.postprocess import change, cycle, shares
from wellbeing.trends.postprocess.levels import agree
from wellbeing.trends.postprocess.line import follow, said, with_alerts
from wellbeing.trends.postprocess.weeks import (
    Week,
    participation,
    shortest,
    takers,
    window,
)

BASE, ABOVE = streams_named("mood_week", "large")
STANDARD = PRESETS["standard"]
numbers = st.floats(-1e6, 1e6)
spreads = st.floats(1.0, 1e8)


# --- Least squares --------------------------------------------------------------------------------
@given(numbers, st.lists(numbers, min_size=1, max_size=30), spreads, spreads)
def test_children_add_up_to_their_parent(parent, children, above, below):
    found = agree(parent, children, parent_variance=above, child_variance=below)

    assert sum(found.children) == pytest.approx(found.parent, rel=1e-9, abs=1e-6)
    assert found.parent_variance <= above
    assert found.child_variance <= below * (1 + 1e-12)


def test_an_unsplit_group_gets_the_whole_budget():
    found = agree(10.0, [20.0], parent_variance=ABOVE.sigma(STANDARD) ** 2,
                  child_variance=BASE.sigma(STANDARD) ** 2)  # fmt: skip

    assert math.sqrt(found.parent_variance) == pytest.approx(2328, abs=1)
    assert found.children == [pytest.approx(found.parent)]


# --- Utility: a company of 2,000 as in docs/privacy.md --------------------------------------------
SITES, DEPARTMENTS, PEOPLE, PART = 5, 4, 100, 0.6


def played(chance, weeks: int = 26):
    """Truth and released weeks of every department, after least squares; sites are their sums."""
    truth = 3.2 + chance.normal(0, 0.15, (SITES, DEPARTMENTS, 1)) + chance.normal(0, 0.05, weeks)
    took = chance.binomial(PEOPLE, PART, (SITES, DEPARTMENTS, weeks))
    sums = 100 * (truth - 3.25) * took
    down, up = BASE.sigma(STANDARD), ABOVE.sigma(STANDARD)
    rows = numpy.empty((2, SITES, DEPARTMENTS, weeks))
    variances = None
    for part, exact in enumerate((sums, 75 * took)):
        noisy = exact + chance.normal(0, down, exact.shape)
        above = exact.sum(axis=1) + chance.normal(0, up, (SITES, weeks))
        for site in range(SITES):
            for week in range(weeks):
                variances = agree(
                    above[site, week], noisy[site, :, week].tolist(),
                    parent_variance=up**2, child_variance=down**2,
                )  # fmt: skip
                rows[part, site, :, week] = variances.children
    return truth, took, rows, variances


def weeks_from(totals, weights, variance, roster) -> list[Week]:
    return [
        Week(float(s), float(w), variance, roster) for s, w in zip(totals, weights, strict=True)
    ]


def test_errors_and_intervals_are_what_the_formulas_say():
    chance = numpy.random.default_rng(7)
    errors, covered, widths = {"site": [], "department": []}, [], []
    for _ in range(6):
        truth, took, rows, variances = played(chance)
        whole = rows[1].sum() / (75 * PEOPLE * SITES * DEPARTMENTS * rows.shape[-1])
        for site in range(SITES):
            for place in (*range(DEPARTMENTS), None):
                if place is None:
                    real = (truth[site] * took[site]).sum(axis=0) / took[site].sum(axis=0)
                    level, size = "site", PEOPLE * DEPARTMENTS
                    totals, variance = rows[:, site].sum(axis=1), variances.parent_variance
                else:
                    real, level, size = truth[site, place], "department", PEOPLE
                    totals, variance = rows[:, site, place], variances.child_variance
                seen = weeks_from(*totals, variance, size)
                rate, sd = participation(seen, whole)
                for n in range(13, 26):
                    one = window(seen[n : n + 1], rate * size, sd * size)
                    errors[level].append(
                        (one.mean - real[n]) / math.sqrt(variance) * 100 * size * PART
                    )
                    covered.append(abs(one.mean - real[n]) <= one.half_width)
                quarter = window(seen[-13:], rate * size, sd * size)
                if level == "department":
                    widths.append(quarter.half_width)

    for level, found in errors.items():
        assert 0.85 <= numpy.sqrt(numpy.mean(numpy.square(found))) <= 1.15, level
    assert 0.92 <= numpy.mean(covered) <= 0.98
    assert numpy.mean(widths) / 0.40 <= 0.75


def test_no_window_is_shown_that_is_wider_than_it_may_be():
    department = [Week(0.0, 75 * 60, BASE.sigma(STANDARD) ** 2, 100)] * 26

    assert shortest(department[:3], 60, 3) is None
    assert shortest(department, 60, 3).weeks == 8
    assert shortest(department[:7], 60, 3) is None


# --- The line -------------------------------------------------------------------------------------
def a_year(level: float, drop: float, *, size: int, chance: Random, sigma: float) -> list[Week]:
    """26 quiet weeks, then 26 with a drop."""
    k = size * PART
    return [
        Week(
            100 * k * (level - drop * (n >= 26) - 3.25) + chance.gauss(0, sigma),
            75 * k + chance.gauss(0, sigma), sigma**2, size,
        )
        for n in range(52)
    ]  # fmt: skip


def alerts(weeks: list[Week]) -> list[bool]:
    people = takers(weeks, [PART] * len(weeks))
    return [point.alert for point in with_alerts(weeks, people, follow(weeks, people))]


def test_a_lasting_drop_of_a_site_is_said_within_a_month_and_quiet_years_stay_quiet():
    chance, sigma = Random(3), 3500.0
    drops = [a_year(3.3, 0.7, size=400, chance=chance, sigma=sigma) for _ in range(60)]
    quiet = [a_year(3.3, 0.0, size=400, chance=chance, sigma=sigma) for _ in range(200)]

    assert sum(any(alerts(one)[26:30]) for one in drops) / 60 >= 0.9
    assert sum(any(alerts(one)) for one in quiet) / 200 <= 0.02


def test_an_alert_ends_when_things_are_as_they_were():
    weeks = a_year(3.3, 0.9, size=2000, chance=Random(1), sigma=3000)
    after = a_year(3.3, 0.0, size=2000, chance=Random(2), sigma=3000)

    found = alerts([*weeks[:32], *after[:20]])

    assert any(found[28:32])
    assert not any(found[38:])


@given(st.lists(st.tuples(numbers, numbers), min_size=2, max_size=30), st.integers(1, 29))
def test_a_published_point_never_changes(rows, cut):
    weeks = [Week(total, weight, 1e6, 100) for total, weight in rows]
    people = takers(weeks, [0.6] * len(weeks))

    early = with_alerts(weeks[:cut], people[:cut], follow(weeks[:cut], people[:cut]))

    assert with_alerts(weeks, people, follow(weeks, people))[: len(early)] == early


def test_a_lost_week_makes_the_line_less_sure():
    steady = [Week(0.0, 4500, 7e6, 100) for _ in range(10)]
    gap = [*steady[:9], Week(0.0, 4500, 7e6, 100, steps=4)]
    people = takers(steady, [0.6] * 10)

    assert follow(gap, people)[-1].variance > follow(steady, people)[-1].variance


@pytest.mark.parametrize(
    ("moved", "sd", "word"),
    [
        (-0.7, 0.1, "clear"),
        (0.15, 0.1, "possible"),
        (0.1, 0.1, "early"),
        (0.0, 0.0, "early"),
    ],
)
def test_words_say_how_sure_it_is(moved, sd, word):
    assert said(moved, sd) == word


# --- Cycle, shares, changes -----------------------------------------------------------------------
def test_the_cycle_is_found_where_it_is_shown():
    """84 slots of the organisation, 1,200 people, four slots of noise; check 12."""
    chance, found = numpy.random.default_rng(5), []
    sigma = math.sqrt(5) * 3038
    for _ in range(8):
        day = chance.normal(0, 0.2, 7)[:, None]
        hours = numpy.r_[[0] * 3, chance.normal(0, 0.25, 8), [0]][None, :]
        real = (day + hours + chance.normal(0, 0.08, (7, 12))).ravel()
        shifts = [0.02, 0.02, 0.05, 0.6, 1, 1, 1, 1, 1, 0.9, 0.6, 0.2]
        busy = numpy.outer([1, 1, 1, 1, 1, 0.3, 0.3], shifts).ravel()
        people = busy / busy.sum() * 1200 * 12
        slots = cycle.smooth(
            (100 * real * people + chance.normal(0, sigma, 84)).tolist(),
            (50 * people + chance.normal(0, sigma, 84)).tolist(),
            sigma**2,
        )
        shown = [n for n, slot in enumerate(slots) if slot.distance is not None]
        assert all(slots[n].half_width <= 0.6 for n in shown)
        found.append(numpy.corrcoef(real[shown], [slots[n].distance for n in shown])[0, 1])
        assert len(shown) >= 26
    assert numpy.mean(found) >= 0.80


def test_a_cycle_of_nothing_but_noise_stays_blank():
    chance = numpy.random.default_rng(6)
    empty = [chance.normal(0, 3000, 84).tolist() for _ in range(2)]

    slots = cycle.smooth(*empty, 3000.0**2)

    assert sum(slot.distance is not None for slot in slots) <= 8


def test_hours_in_which_nobody_works_stay_blank():
    """In 40 quarters of 340 people who work from eight to six on weekdays."""
    chance, wrong = numpy.random.default_rng(7), 0
    people = numpy.zeros((7, 12))
    people[:5, 4:9] = 150
    for _ in range(40):
        slots = cycle.smooth(
            chance.normal(0, 3038, 84).tolist(),
            (50 * people.ravel() + chance.normal(0, 3038, 84)).tolist(),
            3038.0**2,
        )
        empty = [slot for slot, working in zip(slots, people.ravel(), strict=True) if not working]
        wrong += sum(slot.distance is not None for slot in empty)

    assert wrong <= 10  # of 2,360; with no such rule noise alone filled 151


def test_shares_add_up_and_are_not_told_from_noise():
    found = shares.shares([60_000, 30_000, 10_000, -500], 1000.0**2)

    assert [round(part.value, 2) for part in found] == [0.6, 0.3, 0.1, 0.0]
    assert shares.shares([1000, 500, -400], 1000.0**2) is None


def test_a_count_is_of_people():
    found = shares.affected([3000, 1000], 100.0**2)

    assert (found.value, round(found.half_width, 1)) == (40, 2.8)


def test_a_change_among_too_few_is_not_told():
    assert change.before_and_after(500, 2000, 1000.0**2).mean is None
    found = change.before_and_after(-4970, 6900, 1000.0**2)
    assert found.mean == pytest.approx(-0.72, abs=0.01)
    assert found.half_width == pytest.approx(0.35, abs=0.01)


def test_a_sure_change_that_does_not_matter_is_called_steady():
    def week(tenths: int) -> Week:
        return Week(10.0 * tenths * 100_000, 75.0 * 100_000, 1e8, 100_000)

    before, people = [week(2)] * 13, [(100_000.0, 1.0)] * 17

    assert dashboard.said([*before, *[week(3)] * 4], people, alert=False)["word"] == "steady"
    assert dashboard.said([*before, *[week(9)] * 4], people, alert=False)["word"] == "clear"
