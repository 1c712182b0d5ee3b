"""The audit runs on the shipped code, and sees what is planted in it.

`make audit` sets AFTERCALL_AUDIT=1 for the long ones.
"""

import json
import os
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from wellbeing.checkins import steps
from wellbeing.checkins.models import CheckIn
from wellbeing.trends import noise
from wellbeing.trends.throwaway import throwaway_database

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]

LONG = os.environ.get("AFTERCALL_AUDIT") == "1"
TRIALS = 5000 if LONG else 2000
only_long = pytest.mark.skipif(not LONG, reason="make audit runs it")


def said_by(command: str, **options) -> dict:
    out = StringIO()
    try:
        call_command(command, json=True, stdout=out, **options)
    except CommandError as error:
        return json.loads(out.getvalue()) | {"failed": str(error)}
    return json.loads(out.getvalue()) | {"failed": None}


def test_the_promise_holds_as_shipped():
    said = said_by("trends_audit", trials=TRIALS)

    assert said["failed"] is None
    assert said["mu_at_least"] <= said["mu_promised"]
    assert said["auc"] == pytest.approx(said["auc_promised"], abs=0.06)
    ratios = dict(said["too_long"])
    assert all(0.999 <= ratio <= 1 for ratio in ratios.values())


@only_long
@pytest.mark.parametrize("preset", ["strict", "relaxed"])
@pytest.mark.parametrize("table", ["small", "large"])
def test_the_promise_holds_for_every_preset(preset, table):
    assert said_by("trends_audit", trials=2000, preset=preset, table=table)["failed"] is None


def test_clipping_that_was_lost_is_seen(monkeypatch):
    monkeypatch.setattr(steps, "MOOD_CLIP", 1000)

    said = said_by("trends_audit", trials=50)

    assert said["failed"]
    assert said["too_long"]["mood_week base"] > 1.4


@pytest.mark.parametrize("part", [2, pytest.param(1.5, marks=only_long)])
def test_noise_that_is_too_small_is_seen(monkeypatch, part):
    """The mistake that OpenDP cannot see: a wrong bound. Its own guards are all content."""
    drawn = noise.noisy
    monkeypatch.setattr(
        noise, "noisy", lambda totals, *, l2, rho: drawn(totals, l2=l2 / part, rho=rho)
    )

    said = said_by("trends_audit", trials=TRIALS)

    assert said["failed"]
    assert said["mu_at_least"] > said["mu_promised"]


def test_a_proof_leaves_the_database_alone(asha):
    with throwaway_database():
        assert connection.vendor == "sqlite"
        assert not type(asha).objects.exists()
        CheckIn.objects.count()

    assert type(asha).objects.get() == asha
