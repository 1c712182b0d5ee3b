"""What was reported goes when its time is over, or with the person."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.incidents.reports import STORY, acknowledged, reported
from wellbeing import privacy
from wellbeing.core.models import DataKey
from wellbeing.incidents.models import Case
from wellbeing.incidents.rules import KEPT
from wellbeing.incidents.services import handling

pytestmark = pytest.mark.django_db


def closed(reporter, handler, now):
    case = acknowledged(reported(reporter, now=now), handler, now=now)
    return handling.close(handler, id=case.pk, outcome="Done.", now=now)


def test_erasing_everything_takes_words_and_keys_also_of_closed_ones(asha, sam):
    now = timezone.now()
    closed(asha, sam, now), reported(asha, now=now)

    privacy.erase(asha, id=uuid4(), now=now)

    assert {(case.state, case.reporter, case.key) for case in Case.objects.all()} == {
        ("withdrawn", None, None)
    }
    assert not DataKey.objects.exists()


def test_others_stay_as_they_are(asha, ben, sam):
    now = timezone.now()
    closed(ben, sam, now), reported(asha, now=now)

    privacy.erase(asha, id=uuid4(), now=now)

    assert Case.objects.filter(reporter=ben, state="closed").exists()


def test_a_closed_one_goes_after_a_year_with_its_key(asha, sam):
    now = timezone.now()
    closed(asha, sam, now)

    privacy.expire(now + KEPT - timedelta(minutes=1))
    assert Case.objects.count() == 1
    privacy.expire(now + KEPT)

    assert not Case.objects.exists()
    assert not DataKey.objects.exists()


def test_an_open_one_never_goes_by_itself(asha):
    now = timezone.now()
    reported(asha, now=now)

    privacy.expire(now + 3 * KEPT)

    assert Case.objects.count() == 1


def test_the_copy_holds_the_words(asha, sam):
    closed(asha, sam, timezone.now())

    [row] = list(privacy.export(asha)["reports"])

    assert (row["story"], row["outcome"]) == (STORY, "Done.")
