"""Weeks that take seconds to live are lived once; for each test their rows are put back."""

from collections.abc import Callable

import pytest
from django.db import connection

from accounts.models import User
from tests.trends.company import MONDAY, at, company
from wellbeing.trends.planning import plan_until

Rows = dict[str, list[tuple]]


@pytest.fixture(scope="session")
def _kept() -> dict[Callable[[], None], Rows]:
    return {}


@pytest.fixture
def people(organisation) -> list[User]:
    """Two sites; planned, and nothing closed yet."""
    found = company([200, 180], [320])
    plan_until(at(MONDAY))
    return found


@pytest.fixture
def lived(db, _kept, settings):
    """lived(build): the database as `build` leaves it, which runs for the first test alone."""

    def put_back(build: Callable[[], None]) -> None:
        if build in _kept:
            _insert(_kept[build])
            settings.RELEASES_FILE.touch()  # the copy's first line waits for a commit
            return
        before = set(_everything())
        build()
        _kept[build] = {table: rows for table, rows in _everything().items() if table not in before}

    return put_back


def _everything() -> Rows:
    """Each table that has rows, as the database tells them."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  names of our own tables
            if rows := cursor.fetchall():
                found[table] = rows
    return found


def _insert(kept: Rows) -> None:
    """Foreign keys are looked at when a test ends, so the order of tables does not matter."""
    with connection.cursor() as cursor:
        for table, rows in kept.items():
            if connection.vendor == "postgresql":
                with cursor.cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                    for row in rows:
                        copy.write_row(row)
            else:
                places = ", ".join(["%s"] * len(rows[0]))
                cursor.executemany(f'INSERT INTO "{table}" VALUES ({places})', rows)  # noqa: S608
