"""The scheduler closes what is due. What it leaves behind: test_leave_no_trace.py."""

import pytest

from tests.trends.company import company
from wellbeing.celery import app
from wellbeing.trends.models import Planning, Release
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
