"""Whoever reported abuse under a name counts once for each kind, and a hundred at most."""

from datetime import timedelta
from random import Random

import pytest
from django.db import transaction

from tests.incidents.reports import reported
from tests.trends.company import GRACE, MONDAY, at, company
from wellbeing.core.counting import Period, counted
from wellbeing.incidents.facts import PLACES, abuse_4wk
from wellbeing.incidents.rules import KINDS

pytestmark = pytest.mark.django_db
ENDS_ON = MONDAY + timedelta(weeks=4)
PERIOD = Period(starts_on=MONDAY, ends_on=ENDS_ON, cutoff=at(ENDS_ON, 0) + GRACE)
LAST = ENDS_ON - timedelta(days=1)
INSULT, THREAT, PERSISTENT = (PLACES.index(one) for one in ("insult", "threat", "persistent"))


@pytest.fixture
def people(db):
    return company([5])


def found(people):
    """The vector of each agent, who stands here for a group of one."""
    places = {person.diary: n for n, person in enumerate(people)}
    with transaction.atomic(), counted(places.items()) as members:
        rows = list(abuse_4wk(PERIOD, members))
    assert len(rows) == len(dict(rows)), "somebody was counted twice"
    return {cell: dict(vector) for cell, vector in rows}


def test_each_kind_that_was_reported_gets_its_part_of_a_hundred(people):
    asha, ben, cleo, *_ = people
    reported(asha, now=at(MONDAY), kinds=["shouting"])
    reported(ben, now=at(MONDAY), kinds=["insult", "threat"])
    reported(cleo, now=at(MONDAY), kinds=["insult", "threat"])
    reported(cleo, now=at(LAST), kinds=["stalking"])

    assert found(people) == {
        0: {INSULT: 100},
        1: {INSULT: 50, THREAT: 50},
        2: {INSULT: 33, THREAT: 33, PERSISTENT: 33},
    }


def test_more_of_it_counts_no_more(people):
    asha, *_ = people
    for days in range(28):
        reported(asha, now=at(MONDAY + timedelta(days=days)), kinds=["threat"])

    assert found(people) == {0: {THREAT: 100}}


@pytest.mark.parametrize(
    ("day", "counts"),
    [(MONDAY - timedelta(days=1), False), (MONDAY, True), (LAST, True), (ENDS_ON, False)],
)
def test_only_days_of_the_period_count(people, day, counts):
    reported(people[0], now=at(day))

    assert set(found(people)) == ({0} if counts else set())


def test_whoever_is_in_no_group_is_not_counted(people):
    asha, ben, *_ = people
    reported(asha, now=at(MONDAY))
    reported(ben, now=at(MONDAY))

    assert set(found([asha])) == {0}


def test_nothing_that_an_agent_does_makes_the_vector_longer_than_its_bound(db):
    chance = Random(4)
    everybody = company([60])
    for person in everybody:
        for _ in range(chance.randrange(4)):
            day = MONDAY + timedelta(days=chance.randrange(28))
            kinds = chance.sample(KINDS, chance.randrange(1, 9))
            reported(person, now=at(day), kinds=kinds)

    vectors = found(everybody).values()
    assert len(vectors) > 30
    assert all(sum(vector.values()) <= 100 for vector in vectors)
    assert len({len(vector) for vector in vectors}) > 3
