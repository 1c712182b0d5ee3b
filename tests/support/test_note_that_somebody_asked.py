"""That somebody was asked is noted by the day: no time, no person, no request."""

from uuid import uuid4

import pytest
from django.db import transaction

from tests.times import DAY, HOUR, NOON
from wellbeing import privacy
from wellbeing.core.subjects import subject_of
from wellbeing.support.uses import privacy as uses
from wellbeing.support.uses.models import Use, whose
from wellbeing.support.uses.rules import KEPT
from wellbeing.support.uses.services import note_use

pytestmark = pytest.mark.django_db


def noted(person, kind="peer", now=NOON):
    with transaction.atomic():
        note_use(person, kind=kind, now=now)


def test_a_day_of_asking_is_one_row(asha):
    for hours in (0, 1, 2):
        noted(asha, now=NOON + hours * HOUR)
    noted(asha, kind="counsellor")

    assert Use.objects.count() == 2


def test_the_row_holds_a_pseudonym_a_kind_and_a_day(asha):
    noted(asha)

    (row,) = Use.objects.values()
    assert row == {"whose": whose(asha.diary), "kind": "peer", "used_on": NOON.date()}


def test_laid_beside_a_named_booking_of_that_day_it_names_no_moods(asha):
    noted(asha)
    known = {asha.pk, asha.diary, subject_of(asha.diary), subject_of(subject_of(asha.diary))}

    assert Use.objects.get().whose not in known


def test_the_day_is_the_day_of_whoever_asked(asha):
    asha.time_zone = "Pacific/Auckland"
    noted(asha)

    assert Use.objects.get().used_on == (NOON + DAY).date()


def test_a_person_sees_and_forgets_their_own_alone(asha, ben):
    noted(asha)
    noted(ben)

    assert uses.holdings(asha)["count"] == 1
    assert list(uses.export(asha)) == [{"kind": "peer", "used_on": NOON.date()}]
    privacy.erase(asha, id=uuid4(), now=NOON)
    assert Use.objects.get().whose == whose(ben.diary)


def test_it_is_kept_for_a_quarter(asha):
    noted(asha)

    privacy.expire(NOON + KEPT)
    assert Use.objects.count() == 1
    privacy.expire(NOON + KEPT + DAY)
    assert not Use.objects.exists()
