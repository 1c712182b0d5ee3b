"""79 real people, in a department of 120, are released without an error and counted rightly."""

from datetime import datetime, timedelta
from random import Random

import pytest
from django.db import transaction

from tests.architecture.files import HOME
from tests.trends.company import company
from wellbeing.checkins.facts import mood_week
from wellbeing.checkins.rules import MOOD_WEIGHT
from wellbeing.checkins.services import Answer, record_checkin
from wellbeing.core.counting import counted
from wellbeing.core.subjects import subject_of
from wellbeing.replay.study import by_participant, read
from wellbeing.trends import schedule
from wellbeing.trends.closing import close_due
from wellbeing.trends.models import Cell, Figure, Membership, Release
from wellbeing.trends.planning import epoch, plan_until, zone

STUDY = HOME.parent / "shared" / "data" / "ema_fried2021.csv"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not STUDY.exists(), reason="the study's data is not on this machine"),
]


@pytest.fixture
def diaries(organisation):
    """Each participant's diary, with the moment at which each answer arrives."""
    people = company([120])
    chance = Random(79)
    arriving = []
    for person, (_, answers) in zip(people, by_participant(read(STUDY)), strict=False):
        for one in answers:
            delay = timedelta(hours=chance.choice((0, 0, 0, 1, 8, 40, 90)))
            arriving.append((one.answered_at + delay, person, one))
    return sorted(arriving, key=lambda row: row[0])


def store(now: datetime, person, one) -> None:
    answer = Answer(
        revision=1, answered_at=one.answered_at, revised_at=one.answered_at, mood=one.mood,
        energy=one.energy,
    )  # fmt: skip
    record_checkin(
        subject=subject_of(person.diary), id=one.id, answer=answer, skew=timedelta(), now=now
    )


def known(diaries, period) -> set:
    """Who said something on a local day of this week that arrived in time."""
    return {
        person.pk
        for arrived, person, one in diaries
        if period.starts_on <= one.answered_at.date() < period.ends_on and arrived <= period.cutoff
    }


def contributors(period) -> int:
    people = Membership.objects.values_list("person__diary", "cell")
    with transaction.atomic(), counted(people.iterator()) as members:
        weights = [dict(vector)[1] for _, vector in mood_week(period, members)]
    return sum(weights) // MOOD_WEIGHT


def test_each_week_counts_the_known_people(diaries):
    first = diaries[0][0]
    plan_until(first - timedelta(hours=1))
    weeks = [
        schedule.period(epoch() + n * schedule.WEEK, 1, zone())
        for n in range((diaries[-1][0].date() - epoch()).days // 7 + 1)
    ]
    waiting, counts = list(diaries), []

    for period in weeks:
        while waiting and waiting[0][0] <= period.cutoff:
            store(*waiting.pop(0))
        assert close_due(period.cutoff) >= 1
        counts.append(contributors(period))

    assert counts == [len(known(diaries, period)) for period in weeks]
    assert len(set().union(*(known(diaries, period) for period in weeks))) == 79
    assert Release.objects.filter(stream="mood_week", level="base").count() == len(weeks)
    assert Cell.objects.filter(agents__lt=80).count() == 0
    assert Figure.objects.filter(release__stream="mood_week").count() == 3 * len(weeks)
