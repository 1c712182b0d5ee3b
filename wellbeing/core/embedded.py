"""Worker and scheduler inside the web process: the one-machine size."""

import asyncio
import fcntl
import threading
from pathlib import Path
from typing import IO, Any, Self

from celery import Celery
from celery.beat import EmbeddedService
from celery.worker import WorkController, state


class Embedded:
    """One Celery worker with a few threads and one beat, for the first process that asks."""

    def __init__(self, app: Celery, data_dir: Path) -> None:
        self._app = app
        self._lock_path = data_dir / "worker.lock"
        self._lock: IO[bytes] | None = None
        self._worker: WorkController | None = None
        self._thread: threading.Thread | None = None
        self._beat: Any = None

    async def __aenter__(self) -> Self:
        # Built off the event loop: Celery closes old database connections as it starts.
        await asyncio.to_thread(self._start)
        return self

    async def __aexit__(self, *error: object) -> None:
        await asyncio.to_thread(self._stop)

    def _start(self) -> None:
        if not self._lead():
            return
        self._worker = WorkController(
            app=self._app,
            pool="threads",
            concurrency=2,
            without_heartbeat=True,
            without_mingle=True,
            without_gossip=True,
        )
        self._thread = threading.Thread(target=self._worker.start, name="worker", daemon=True)
        self._thread.start()
        self._beat = EmbeddedService(self._app, thread=True)
        self._beat.start()

    def _lead(self) -> bool:
        # Held until the process ends; with several web processes one alone works.
        self._lock = self._lock_path.open("wb")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _stop(self) -> None:
        if self._worker is None or self._thread is None:
            return
        self._beat.stop()
        state.should_stop = 0  # Celery's own exit code; the worker looks at it as it polls
        self._thread.join(timeout=5)
        state.should_stop = None
