"""A whole database in memory for as long as a proof runs; the real one is not touched."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connections
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.test.utils import override_settings

_DEFAULT = "default"


@contextmanager
def throwaway_database() -> Iterator[None]:
    """Everything in this thread goes to an empty database with every table."""
    real = connections[_DEFAULT]
    named = {_DEFAULT: {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
    described = connections.configure_settings(named)[_DEFAULT]
    connections[_DEFAULT] = DatabaseWrapper(described, alias=_DEFAULT)
    try:
        with tempfile.TemporaryDirectory() as folder, _copy_in(folder):
            call_command("migrate", verbosity=0, interactive=False)
            yield
    finally:
        connections[_DEFAULT].close()
        connections[_DEFAULT] = real


def _copy_in(folder: str) -> override_settings:
    """What is released in a proof must not stand in the copy of what was released."""
    return override_settings(RELEASES_FILE=Path(folder) / "releases.jsonl")
