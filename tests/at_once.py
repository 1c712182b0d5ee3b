"""Several things in the same moment, each on a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.conf import settings
from django.db import connection, connections


def at_once(*acts: Callable[[], Any], waiting: int = 1) -> list[Any]:
    """All let go together.

    On SQLite one process answers, with as many threads as it has, times those who wait before it.
    """
    few = waiting * settings.HANDLER_THREADS
    threads = min(few, len(acts)) if connection.vendor == "sqlite" else len(acts)
    start = Barrier(threads)

    def run(act: Callable[[], Any]) -> Any:
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(threads, initializer=lambda: start.wait(60)) as pool:
        return list(pool.map(run, acts))
