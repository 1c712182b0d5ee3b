"""Worker and scheduler inside the web process: the one-machine size."""

import asyncio
import fcntl
import os
import threading
from pathlib import Path
from typing import IO, Any, Self

from celery import Celery
from celery.beat import EmbeddedService
from celery.worker import WorkController, state

# Ctrl-C is answered within six seconds, of which open connections may take two.
PATIENCE = 3.0
PAUSE_AFTER_A_FAULT = 1.0


class Embedded:
    """One Celery worker with a few threads and one beat, for the first process that asks."""

    def __init__(self, app: Celery, data_dir: Path) -> None:
        self._app = app
        self._lock_path = data_dir / "worker.lock"
        self._lock: IO[bytes] | None = None
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._work, name="worker", daemon=True)
        self._beat: Any = None

    async def __aenter__(self) -> Self:
        # Off the event loop: Celery closes old database connections as it starts.
        await asyncio.to_thread(self._start)
        return self

    async def __aexit__(self, *error: object) -> None:
        await asyncio.to_thread(self._stop)

    def _start(self) -> None:
        if not self._lead():
            return
        self._thread.start()
        self._beat = EmbeddedService(self._app, thread=True)
        self._beat.daemon = True
        self._beat.start()

    def _lead(self) -> bool:
        # Held until the process ends; with several web processes one alone works.
        self._lock = self._lock_path.open("wb")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _work(self) -> None:
        # A worker that met an unforeseen fault is followed by a new one.
        while not self._ending.is_set():
            worker_of(self._app).start()
            self._ending.wait(PAUSE_AFTER_A_FAULT)

    def _stop(self) -> None:
        if self._beat is None:
            return
        self._ending.set()
        state.should_stop = os.EX_OK  # the worker looks at it as it polls; see celery.worker.state
        self._beat.stop()
        self._thread.join(timeout=PATIENCE)


def worker_of(app: Celery) -> WorkController:
    return WorkController(
        app=app,
        pool="threads",
        concurrency=4,
        without_heartbeat=True,
        without_mingle=True,
        without_gossip=True,
    )
