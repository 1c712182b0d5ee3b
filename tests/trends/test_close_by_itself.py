"""The scheduler closes what is due; no argument, result or log of it holds a number."""

import json
import logging

import pytest

from tests.trends.company import MONDAY, at, closing_of, company, everybody_says
from wellbeing.celery import app
from wellbeing.core.models import OutboxEvent
from wellbeing.trends.closing import close_due
from wellbeing.trends.models import Planning, Release
from wellbeing.trends.planning import plan_until
from wellbeing.trends.tasks import close_periods

pytestmark = pytest.mark.django_db


def test_the_worker_looks_every_half_hour():
    assert app.conf.beat_schedule["close-periods"] == {
        "task": "wellbeing.trends.tasks.close_periods",
        "schedule": 1800.0,
    }
    assert close_periods.name == "wellbeing.trends.tasks.close_periods"
    assert close_periods.ignore_result


def test_it_plans_and_closes_by_the_clock(organisation):
    company([120])

    close_periods()
    close_periods()

    assert Planning.objects.count() == 1
    assert not Release.objects.exists()  # the first week is not over


def test_no_exact_total_is_left_anywhere(organisation, caplog, settings):
    """A marked company: 97 agents, all at 1, whose exact sums are -14,550 and 7,275."""
    caplog.set_level(logging.DEBUG)
    people = company([97])
    plan_until(at(MONDAY))
    everybody_says(people, MONDAY, 1)

    close_due(closing_of(1))

    events = json.dumps(list(OutboxEvent.objects.values("name", "payload")))
    released = json.dumps([list(r.figures.values("values")) for r in Release.objects.all()])
    for canary in ("14550", "7275"):
        assert canary not in caplog.text.replace(",", "")
        assert canary not in events
        assert canary not in released
