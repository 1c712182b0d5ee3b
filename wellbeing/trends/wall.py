"""The wall: while released numbers are read, this connection has no right on anything else.

On PostgreSQL it takes on a role that may read the tables below and nothing more; on SQLite the
library itself is told to refuse every other table. A query that reaches further fails.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection, transaction

ROLE: Final = "aftercall_dashboard"
READABLE: Final = (
    "trends_release", "trends_figure", "trends_planning", "trends_cell", "trends_place",
    "trends_choice", "trends_intervention",
)  # fmt: skip


@contextmanager
def released_only() -> Iterator[None]:
    """Nothing but what was released can be read inside. Ask everything else before or after.

    Raises django.db.DatabaseError at the query that asks for more.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            yield from _as_role()
        else:
            yield from _as_told()


def _as_role() -> Iterator[None]:
    # An error inside undoes this with the transaction or its savepoint.
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        before = cursor.fetchone()[0]
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
        yield
        cursor.execute(f'SET LOCAL ROLE "{before}"')


def _as_told() -> Iterator[None]:
    connection.ensure_connection()
    connection.connection.set_authorizer(_answer)
    try:
        yield
    finally:
        connection.connection.set_authorizer(None)


_HARMLESS = {
    sqlite3.SQLITE_SELECT, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_TRANSACTION,
    sqlite3.SQLITE_SAVEPOINT, sqlite3.SQLITE_RECURSIVE,
}  # fmt: skip


def _answer(act: int, table: str | None, *more: str | None) -> int:
    allowed = act in _HARMLESS or (act == sqlite3.SQLITE_READ and table in READABLE)
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY
