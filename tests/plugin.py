"""Chooses the database before Django reads its settings; a conftest would be too late.

Under `--dist each --tx 2*popen` the first worker runs on SQLite and the second on a PostgreSQL that
is started for it; TEST_DB=postgresql or =sqlite says it for all of them.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from tests.services import Postgres, find_postgres
from tests.translations import compile_translations
from wellbeing.core.keys import load_keys

_started: list[Postgres] = []
_TWO = ("gw0", "gw1")
_DATABASE = {"db", "transactional_db"}


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    os.environ["AFTERCALL_DATA"] = tempfile.mkdtemp(prefix="aftercall-test-")
    os.environ.setdefault("AFTERCALL_ORIGIN", "http://localhost")
    atexit.register(pytest_unconfigure)  # also when a conftest fails and pytest forgets us
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    told = os.environ.get("TEST_DB") or ("sqlite" if worker in {"", "gw0"} else "postgresql")
    os.environ.pop("DATABASE_URL", None)
    os.environ.pop("REDIS_URL", None)
    keys = Path(os.environ["AFTERCALL_DATA"]) / "keys.json"
    load_keys(keys)
    os.environ["AFTERCALL_KEYS"] = str(keys)
    compile_translations()
    if told == "postgresql" and find_postgres():
        server = Postgres(Path(os.environ["AFTERCALL_DATA"]) / "postgresql")
        _started.append(server)
        os.environ["DATABASE_URL"] = server.url


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is the same on both: two of three of these are for SQLite, which empties sooner.

    It asks no database, or says itself that it is about something else.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if os.environ.get("TEST_DB") or worker not in _TWO:
        return
    alike = [item for item in items if not _is_about_a_database(item)]
    for_postgresql = set(alike[::3])
    others = for_postgresql if worker == "gw0" else set(alike) - for_postgresql
    config.hook.pytest_deselected(items=list(others))
    items[:] = [item for item in items if item not in others]


def _is_about_a_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("either_database"):
        return False
    asked: list[str] = getattr(item, "fixturenames", [])
    return item.get_closest_marker("django_db") is not None or not _DATABASE.isdisjoint(asked)


def pytest_report_header() -> str:
    return f"database: {os.environ.get('DATABASE_URL', 'sqlite').split(':')[0]}"


def pytest_unconfigure() -> None:
    while _started:
        _started.pop().stop()
    shutil.rmtree(os.environ["AFTERCALL_DATA"], ignore_errors=True)
