"""Whoever asked for somebody or took a break counts once, however often, and a hundred at most."""

from datetime import timedelta
from random import Random
from uuid import uuid4

import pytest
from django.db import connection, transaction

from accounts.models import User
from tests.times import MINUTE, SECOND
from tests.trends.company import GRACE, MONDAY, at, company
from wellbeing.core.counting import Period, counted
from wellbeing.core.ids import uuid7
from wellbeing.core.subjects import subject_of
from wellbeing.resets.models import Reset
from wellbeing.support.uses.services import note_use
from wellbeing.trends.demand import PLACES, help_4wk

pytestmark = pytest.mark.django_db
PEER, COUNSELLOR, SUPERVISOR, BREAK = range(4)
ENDS_ON = MONDAY + timedelta(weeks=4)
PERIOD = Period(starts_on=MONDAY, ends_on=ENDS_ON, cutoff=at(ENDS_ON, 0) + GRACE)
LAST = ENDS_ON - timedelta(days=1)


@pytest.fixture
def people(db):
    return company([5])


def asked(person: User, kind: str, day=MONDAY) -> None:
    with transaction.atomic():
        note_use(person, kind=kind, now=at(day))


def stepped_away(person: User, *, kind: str = "walk", begun=None, received=None, offset=0) -> None:
    begun = begun or at(MONDAY)
    arrived = received or begun
    Reset.objects.put(
        Reset(
            subject=subject_of(person.diary), id=uuid7(begun, Random()), revision=1, kind=kind,
            started_at=begun, utc_offset=offset, planned_seconds=300, lasted=300 * SECOND,
            received_at=arrived, changed_at=arrived,
        )
    )  # fmt: skip


def found(people: list[User]) -> dict[int, dict[int, int]]:
    """The vector of each agent, who stands here for a group of one."""
    places = {person.diary: n for n, person in enumerate(people)}
    with transaction.atomic(), counted(places.items()) as members:
        rows = list(help_4wk(PERIOD, members))
    assert len(rows) == len(dict(rows)), "somebody was counted twice"
    return {cell: dict(vector) for cell, vector in rows}


def test_each_that_was_used_gets_its_part_of_a_hundred(people):
    asha, ben, cleo, dan, _ = people
    asked(asha, "peer")
    for kind in ("peer", "counsellor", "supervisor"):
        asked(ben, kind)
        asked(dan, kind)
    stepped_away(cleo)
    stepped_away(dan)

    assert found(people) == {
        0: {PEER: 100},
        1: {PEER: 33, COUNSELLOR: 33, SUPERVISOR: 33},
        2: {BREAK: 100},
        3: {PEER: 25, COUNSELLOR: 25, SUPERVISOR: 25, BREAK: 25},
    }


def test_more_of_it_counts_no_more(people):
    asha, *_ = people
    for days in range(28):
        asked(asha, "peer", MONDAY + timedelta(days=days))
        stepped_away(asha, begun=at(MONDAY + timedelta(days=days)))

    assert found(people) == {0: {PEER: 50, BREAK: 50}}


def test_breathing_is_no_break_and_what_was_undone_is_nothing(people):
    asha, ben, *_ = people
    stepped_away(asha, kind="cyclic_sighing")
    stepped_away(ben)
    Reset.objects.of(subject_of(ben.diary)).forget(at(MONDAY))

    assert found(people) == {}


@pytest.mark.parametrize(
    ("day", "counts"),
    [(MONDAY - timedelta(days=1), False), (MONDAY, True), (LAST, True), (ENDS_ON, False)],
)
def test_only_days_of_the_period_count(people, day, counts):
    asha, ben, *_ = people
    asked(asha, "peer", day)
    stepped_away(ben, begun=at(day))

    assert set(found(people)) == ({0, 1} if counts else set())


def test_a_break_counts_by_its_own_clock_and_when_it_came_in_time(people):
    asha, ben, cleo, dan, eve = people
    midnight = at(MONDAY, 0)
    stepped_away(asha, begun=midnight - MINUTE, offset=60)  # Monday already
    stepped_away(ben, begun=midnight + MINUTE, offset=-60)  # Sunday still
    stepped_away(cleo, begun=at(LAST), received=PERIOD.cutoff)
    stepped_away(dan, begun=at(LAST), received=PERIOD.cutoff + SECOND)
    stepped_away(eve, begun=at(ENDS_ON, 0) + MINUTE, offset=-60)  # Sunday still

    assert set(found(people)) == {0, 2, 4}


def test_whoever_is_in_no_group_is_not_counted(people):
    asha, ben, *_ = people
    asked(asha, "peer")
    stepped_away(ben)

    assert found([asha]) == {0: {PEER: 100}}


def test_nothing_that_an_agent_does_makes_the_vector_longer_than_its_bound(db):
    chance = Random(4)
    everybody = company([300])
    for person in everybody:
        for _ in range(chance.randrange(12)):
            day = MONDAY + timedelta(days=chance.randrange(28))
            if chance.random() < 0.5:
                asked(person, chance.choice(PLACES[:3]), day)
            else:
                stepped_away(person, begun=at(day, chance.randrange(24)))

    vectors = found(everybody).values()
    assert len(vectors) > 200
    assert all(sum(vector.values()) <= 100 for vector in vectors)
    assert {min(vector.values()) for vector in vectors} == {25, 33, 50, 100}


def test_the_table_of_parts_is_gone_afterwards(people):
    asked(people[0], "peer")
    found(people)

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE parts_of_a_closing (n integer)")
        cursor.execute("DROP TABLE parts_of_a_closing")


def test_who_left_and_came_back_with_a_new_diary_is_somebody_else(people):
    asha, *_ = people
    asked(asha, "peer")
    asha.diary = uuid4()

    assert found([asha]) == {}
