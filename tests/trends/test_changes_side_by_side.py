"""Each department has its change and the site has one too: two for each agent, which is allowed."""

from datetime import timedelta
from uuid import uuid4

import pytest

from accounts.models import Unit
from tests.trends.company import MONDAY, at, closing_of, company
from wellbeing.trends.closing import close_due
from wellbeing.trends.interventions import announce_change
from wellbeing.trends.models import Release
from wellbeing.trends.planning import plan_until

pytestmark = pytest.mark.django_db


def test_what_was_announced_is_also_released(organisation, mona):
    company([90] * 5)
    plan_until(at(MONDAY))
    for week, name in enumerate(["Site 0", *(f"Department 0.{n}" for n in range(5))]):
        announce_change(
            manager=mona, id=uuid4(), unit=Unit.objects.get(name=name).pk, actions=["Huddle"],
            starts_on=MONDAY + timedelta(weeks=60 - week), now=at(MONDAY),
        )  # fmt: skip

    close_due(closing_of(70))

    assert Release.objects.filter(stream="intervention").count() == 6
    assert Release.objects.filter(stream="mood_week", level="base").count() == 70
