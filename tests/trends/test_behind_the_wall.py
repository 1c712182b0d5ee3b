"""Whoever reads released numbers can reach nothing else, whatever the query."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import User
from accounts.models.people import Role
from tests.trends.asked import ASKED, ask
from tests.trends.company import MONDAY, at, closing_of, company, say
from wellbeing.checkins.models import CheckIn
from wellbeing.trends import wall
from wellbeing.trends.closing import close_due
from wellbeing.trends.models import Figure, Membership
from wellbeing.trends.planning import plan_until

pytestmark = pytest.mark.django_db

FORBIDDEN = {
    "check-ins": lambda: CheckIn.objects.count(),
    "check-ins by their rows": lambda: list(CheckIn.objects.values("mood")),
    "people": lambda: User.objects.first(),
    "who is in which group": lambda: list(Membership.objects.all()),
    "a join from a released number": lambda: list(
        Figure.objects.filter(cell__memberships__person__name="Somebody")
    ),
}
STATEMENTS = {
    "check-ins": "SELECT mood FROM checkins_checkin",
    "a subquery": "SELECT (SELECT count(*) FROM checkins_checkin) FROM trends_figure",
    "writing": "INSERT INTO trends_choice (from_planning, preset) VALUES (9, 'none')",
    "a table of its own": "CREATE TABLE trends_copy (one integer)",
}


@pytest.fixture
def released(organisation):
    people = company([120, 90])
    plan_until(at(MONDAY))
    say(people[0], at(MONDAY), 2)
    close_due(closing_of(1))


def test_released_numbers_can_be_read(released):
    with wall.released_only():
        assert Figure.objects.select_related("release", "cell").count() == 4


@pytest.mark.parametrize("what", FORBIDDEN)
def test_nothing_else_can_be_asked_for(released, what):
    with pytest.raises(DatabaseError), wall.released_only():
        FORBIDDEN[what]()

    FORBIDDEN[what]()  # and outside it can


@pytest.mark.parametrize("what", STATEMENTS)
def test_nor_by_sql(released, what):
    refused = pytest.raises(DatabaseError)
    with refused, transaction.atomic(), wall.released_only(), connection.cursor() as cursor:
        cursor.execute(STATEMENTS[what])


def test_the_wall_ends_with_an_error_too(released):
    with pytest.raises(ZeroDivisionError), wall.released_only():
        print(1 / 0)

    assert CheckIn.objects.count() == 1


class Reached(Exception):
    """Somebody asked for a diary."""


@contextmanager
def diaries_out_of_reach() -> Iterator[list[str]]:
    """What was asked inside; a question for the rows of a feature raises, on any database."""
    asked: list[str] = []

    def watch(execute, sql, params, many, context):
        if "checkins_" in sql or "resets_" in sql:
            raise Reached(sql)
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield asked


@pytest.mark.parametrize("what", ASKED)
def test_nothing_that_a_manager_opens_touches_a_feature(released, person, signed_in, what):
    """Also beside the wall, where people and units are read."""
    client = signed_in(person("boss", Role.MANAGER, Role.ADMINISTRATOR))

    with diaries_out_of_reach() as asked:
        assert ask(client, what)

    assert asked


def test_a_diary_would_be_seen_to_be_touched(released, person, signed_in):
    client = signed_in(person("boss", Role.MANAGER, Role.ADMINISTRATOR))

    with diaries_out_of_reach(), pytest.raises(Reached):
        client.get("/api/v1/checkins")
