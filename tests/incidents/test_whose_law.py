"""Whoever reports has the law of their own country, and without one that of the house."""

import pytest
from django.utils import timezone

from tests.incidents.reports import receipt, reported
from wellbeing.incidents.models import Case
from wellbeing.incidents.selectors.timing import calendar_of, country_of, pack_of
from wellbeing.incidents.services.reporting import Said, report_without_a_name

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_house_in_korea(settings):
    settings.ORGANISATION_COUNTRY = "KR"


def unsigned():
    now = timezone.now()
    said = Said(kinds=["insult"], severity=1, channel="phone", acts=[], happened_at=now)
    return report_without_a_name(receipt=receipt(), said=said, now=now)[0]


def test_without_a_country_of_their_own_it_is_that_of_the_house(asha):
    asha.country = ""
    asha.save(update_fields=["country"])
    for case in (reported(asha), unsigned()):
        assert country_of(case) == "KR"
        assert pack_of(case).code == "kr"
        assert calendar_of(case).country == "KR"


def test_their_own_country_comes_first(asha):
    asha.country = "DE"
    asha.save(update_fields=["country"])

    assert pack_of(reported(asha)).code == "eu"


@pytest.mark.parametrize("later", ["JP", ""])
def test_a_case_keeps_the_law_under_which_it_was_reported(asha, later):
    """Else steps that were settled would vanish, and a closed case would owe new ones."""
    asha.country = "DE"
    asha.save(update_fields=["country"])
    case = reported(asha)

    asha.country = later
    asha.save(update_fields=["country"])

    case = Case.objects.get(pk=case.pk)
    assert (pack_of(case).code, calendar_of(case).country) == ("eu", "DE")
