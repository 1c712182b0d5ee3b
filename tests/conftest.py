import pytest
from django.db.backends.sqlite3.operations import DatabaseOperations

pytest_plugins = ["tests.people"]

_TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"


@pytest.fixture(autouse=True, scope="session")
def tests_may_empty_the_audit_log():
    """Tests that commit end with a flush, which on SQLite is a DELETE that our triggers refuse."""
    flush = DatabaseOperations.sql_flush

    def sql_flush(self, style, tables, **more):
        with self.connection.cursor() as cursor:
            cursor.execute(_TRIGGERS, ["core_auditentry"])
            triggers = cursor.fetchall()
        without = [f'DROP TRIGGER "{name}"' for name, _ in triggers]
        return [*without, *flush(self, style, tables, **more), *(sql for _, sql in triggers)]

    patch = pytest.MonkeyPatch()
    patch.setattr(DatabaseOperations, "sql_flush", sql_flush)
    yield
    patch.undo()
