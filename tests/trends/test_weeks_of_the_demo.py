"""Half a year of the demo is released by the job that releases it everywhere."""

import pytest

from tests.times import NOON
from tests.trends.company import lines_of
from wellbeing.demo import load, people, weeks
from wellbeing.trends import chain
from wellbeing.trends.closing import due
from wellbeing.trends.models import Intervention, Release

pytestmark = pytest.mark.django_db


def test_half_a_year_is_released_week_by_week(monkeypatch, settings):
    monkeypatch.setattr(people, "PEOPLE", 480)
    load.load(now=NOON)

    released = weeks.release(now=NOON)

    assert released >= 26
    last = Release.objects.filter(stream="mood_week").latest("ends_on")
    assert (NOON.date() - last.ends_on).days <= 10
    found = {(one.stream, one.level): 0 for one in Release.objects.all()}
    assert set(found) >= {("stress_4wk", "large"), ("cycle_13wk", "large")}
    assert not list(due(NOON))
    # One department of so small a company has no number, so nothing was announced for it.
    assert not Intervention.objects.exists()
    chain.append_missing()
    assert chain.broken_links(lines_of(settings.RELEASES_FILE)) == []
