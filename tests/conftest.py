import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper as SQLite
from django.utils import timezone

pytest_plugins = ["tests.people"]

_TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"


@pytest.fixture(autouse=True, scope="session")
def tests_may_empty_what_is_never_changed():
    """Tests that commit end with a flush, which on SQLite is a DELETE that our triggers refuse."""
    flush = SQLite.ops_class.sql_flush

    def sql_flush(self, style, tables, **more):
        with self.connection.cursor() as cursor:
            cursor.execute(_TRIGGERS)
            triggers = cursor.fetchall()
        without = [f'DROP TRIGGER "{name}"' for name, _ in triggers]
        return [*without, *flush(self, style, tables, **more), *(sql for _, sql in triggers)]

    patch = pytest.MonkeyPatch()
    patch.setattr(SQLite.ops_class, "sql_flush", sql_flush)
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def static_files_are_looked_up_when_asked_for():
    """Else every test client would read the list of hundreds of files before its first request."""
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture
def built(settings, tmp_path):
    """A front end of three files, served as in the product."""
    settings.WHITENOISE_AUTOREFRESH = False
    for name in ("index.html", "sw.js", "manifest.webmanifest"):
        (tmp_path / name).write_text("aftercall")
    settings.FRONTEND_DIR = settings.WHITENOISE_ROOT = tmp_path
    from wellbeing import app_shell

    app_shell._built.cache_clear()
    yield
    app_shell._built.cache_clear()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """SQLite in a file, with WAL as in the product: in memory, threads lock each other out."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(settings.DATA_DIR / "test.sqlite3")


@pytest.fixture(autouse=True)
def cheap_passwords(settings):
    """Argon2 takes a fifth of a second for each of the few people of every test."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def one_moment(monkeypatch):
    """Time stands still, so that nothing which is looked at twice changes by itself."""
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)


@pytest.fixture(autouse=True)
def own_copy_of_releases(settings, tmp_path):
    """The copy outlives the database on purpose, and so would outlive a test."""
    settings.RELEASES_FILE = tmp_path / "releases.jsonl"
