"""A process that ends in the middle of something."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


class Killed(BaseException):
    """The process is gone: nothing of ours may catch it."""


@contextmanager
def killed_at(statement: int) -> Iterator[None]:
    """Inside, the process ends instead of its n-th statement, counted from 1."""
    seen = 0

    def run(execute, sql, params, many, context):
        nonlocal seen
        seen += 1
        # Whoever is dead asks nothing more; the database itself takes back what was begun.
        taking_back = seen > statement and sql.startswith(("ROLLBACK", "RELEASE"))
        if seen >= statement and not taking_back:
            raise Killed
        return execute(sql, params, many, context)

    with connection.execute_wrapper(run):
        yield
