"""Everybody can see in which group they were counted, and takes it along."""

import pytest

from tests.times import SECOND
from tests.trends.company import MONDAY, at, company
from wellbeing import privacy
from wellbeing.trends.group_privacy import KEPT, KIND
from wellbeing.trends.models import Membership
from wellbeing.trends.planning import plan_until

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(organisation):
    people = company([120, 90])
    plan_until(at(MONDAY))
    return people[0]


def test_the_group_is_listed_and_exported(person):
    held = {row["kind"]: row["count"] for row in privacy.holdings(person)}

    assert held[KIND] == 1
    assert list(privacy.export(person)[KIND]) == [
        {"from": "2026-01-05", "group": "Department 0.0", "people": 120}
    ]


def test_it_is_kept_for_three_years(person):
    privacy.expire(at(MONDAY) + KEPT)
    assert Membership.objects.filter(person=person).exists()

    privacy.expire(at(MONDAY) + KEPT + SECOND)
    assert not Membership.objects.exists()
