"""A manager attacks what is published, in seven ways; mistakes that are planted are seen.

Luck: with 2,000 targets the ratios of a clean run lie four and a half of their deviations below
their limits (less than once in 100,000 runs); somebody who knows everything is judged less such
luck, and in 250 years half the noise lies four deviations beyond it.
"""

import json
import os
from contextlib import contextmanager
from dataclasses import replace
from io import StringIO

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from wellbeing.management.asked_again import seen_of_a_week
from wellbeing.management.commands import trends_attack
from wellbeing.management.worst_agent import worst_year
from wellbeing.trends import cells, noise, release
from wellbeing.trends.attacks import knowing, publisher, subtraction
from wellbeing.trends.attacks.company import groups_of, invent
from wellbeing.trends.budget import PRESETS
from wellbeing.trends.throwaway import throwaway_database

pytestmark = pytest.mark.django_db

LONG = os.environ.get("AFTERCALL_AUDIT") == "1"
only_long = pytest.mark.skipif(not LONG, reason="make audit runs it")


def attack(*, targets: int = 200, trials: int = 40) -> dict:
    out = StringIO()
    try:
        call_command("trends_attack", json=True, stdout=out, targets=targets, trials=trials)
    except CommandError as error:
        return json.loads(out.getvalue()) | {"failed": str(error)}
    return json.loads(out.getvalue()) | {"failed": None}


def broken(found: dict) -> str:
    """The letters of the attacks that work."""
    return "".join(sorted({one["name"][0] for one in found["checks"] if not one["holds"]}))


@pytest.fixture
def company():
    return invent(np.random.default_rng(1))


# --- As shipped -----------------------------------------------------------------------------------
@pytest.mark.either_database
def test_no_attack_works():
    found = attack(targets=2000, trials=60)

    assert (broken(found), found["failed"]) == ("", None)
    for attacks in found["guessing"].values():
        auc = {one["name"]: one["auc"] for one in attacks}
        # The guessers are no fools: they find what others publish.
        assert auc["as it is"] > 0.9
        assert auc["five or more, rounded"] > 0.9
        assert auc["exact departments"] > 0.6
    assert [one["recovered"] > 0 for one in found["subtraction"]] == [True, True, False, False]
    assert found["one_week_off_by"]["by_rule_of_five"] < 0.2
    assert found["one_week_off_by"]["released"] > 4  # the whole scale is four steps long
    # Ten years are few, yet of 200,000 clean runs that were played none sorts so badly.
    assert found["recompute"][-1]["auc"] > 0.6


@pytest.mark.either_database
def test_too_few_to_say_anything_are_refused():
    with pytest.raises(CommandError, match="targets"):
        call_command("trends_attack", targets=10)


# --- Planted --------------------------------------------------------------------------------------
@pytest.fixture
def half_the_noise(monkeypatch):
    drawn = noise.noisy
    monkeypatch.setattr(
        noise, "noisy", lambda totals, *, l2, rho: drawn(totals, l2=l2 / 2, rho=rho)
    )


@pytest.mark.either_database
def test_half_the_noise_is_seen_by_who_knows_everything(half_the_noise):
    with throwaway_database():
        year = worst_year("small")

    # The weakest blur there is, where the fewest years tell.
    told = knowing.all_year(year, rho_year=PRESETS["relaxed"], trials=250)

    assert not told.check(trends_attack.ALL_KNOWING).holds


@only_long
@pytest.mark.either_database
def test_half_the_noise_fails_the_command(half_the_noise):
    found = attack(trials=1000)

    assert found["failed"]
    assert {"E", "G"} <= set(broken(found))


@pytest.mark.either_database
def test_no_noise_at_all_is_seen_by_everybody(monkeypatch):
    drawn = noise.noisy

    def nothing(totals, *, l2, rho):
        return replace(drawn([], l2=l2, rho=rho), values=list(totals))

    monkeypatch.setattr(noise, "noisy", nothing)

    found = attack(targets=1000, trials=400)

    assert found["failed"]
    assert broken(found) == "BCDEG"


@pytest.mark.either_database
def test_small_groups_are_seen(monkeypatch, company):
    assert subtraction.released_here(groups_of(company)).recovered == 0

    monkeypatch.setattr(cells, "BASE", 10)

    assert subtraction.released_here(groups_of(company)).recovered > 100


@pytest.mark.either_database
def test_groups_that_do_not_add_up_are_seen(monkeypatch, company):
    groups = groups_of(company)
    assert subtraction.left_over(company, groups, rho_year=0.25) < trends_attack.ROUNDING
    agreed = publisher.agree

    def apart(parent, children, **variances):
        return replace(agreed(parent, children, **variances), children=children)

    monkeypatch.setattr(publisher, "agree", apart)

    assert subtraction.left_over(company, groups, rho_year=0.25) > 1


# --- Asked again ----------------------------------------------------------------------------------
@contextmanager
def without_a_lock():
    """A database that would take the same week twice."""
    with throwaway_database():
        with connection.cursor() as cursor:
            cursor.execute("DROP INDEX published_once")
        yield


def test_the_database_refuses_a_second_week_by_itself(monkeypatch):
    monkeypatch.setattr(release, "_published", lambda task: False)

    with throwaway_database():
        assert seen_of_a_week(times=3) == 1


@pytest.mark.either_database
def test_fresh_noise_on_each_look_is_seen(monkeypatch):
    monkeypatch.setattr(release, "_published", lambda task: False)
    monkeypatch.setattr(trends_attack, "throwaway_database", without_a_lock)

    found = attack()

    assert found["failed"]
    assert "F" in broken(found)
    assert found["checks"][-1]["measured"] == trends_attack.ASKED
