"""The product as a newcomer runs it: one process on a data folder of its own."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from tests.services import free_port

ROOT = Path(__file__).resolve().parents[2]


class Server:
    """`manage.py serve`, which can be killed and started again on the same data and port."""

    def __init__(self, data: Path, **environment: str) -> None:
        self.data = data
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        inherited = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL"}}
        self.environment = {
            **inherited,
            "AFTERCALL_DATA": str(data),
            "AFTERCALL_ORIGIN": self.url,
            "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
            **environment,
        }
        self._process: subprocess.Popen[bytes] | None = None
        self._beside: subprocess.Popen[str] | None = None

    def run(self, *command: str) -> None:
        """One of the project's own commands on this server's data."""
        subprocess.run([sys.executable, *command], cwd=ROOT, env=self.environment, check=True)

    def python(self, code: str) -> str:
        """What this says when run on this server's data, beside it."""
        if self._beside is None or self._beside.poll() is not None:
            self._beside = subprocess.Popen(
                [sys.executable, "-m", "tests.browser.beside"],
                cwd=ROOT, env=self.environment, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            )  # fmt: skip
        asked, answers = self._beside.stdin, self._beside.stdout
        assert asked
        assert answers
        print(json.dumps(code), file=asked, flush=True)
        line = answers.readline()
        assert line, f"it ended while it ran this:\n{code}"
        answer: dict[str, str] = json.loads(line)
        assert "fault" not in answer, answer["fault"]
        return answer["said"]

    def end_beside(self) -> None:
        if self._beside:
            self._beside.communicate()  # it ends with what it is asked
            self._beside = None

    def start(self) -> None:
        log = (self.data / "server.log").open("ab")
        command = [sys.executable, "manage.py", "serve", "--port", str(self.port)]
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=log, stderr=log
        )
        for _ in range(600):
            if self._process.poll() is not None:
                break  # its port was taken in between: somebody else would answer
            try:
                urlopen(f"{self.url}/healthz", timeout=2).close()  # noqa: S310  our own address
                return
            except (URLError, OSError):
                time.sleep(0.1)
        raise RuntimeError((self.data / "server.log").read_text())

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self._process:
            self._process.send_signal(how)
            self._process.wait(15)
            self._process = None

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """What is really stored, read beside the server."""
        with sqlite3.connect(f"file:{self.data / 'aftercall.sqlite3'}?mode=ro", uri=True) as db:
            return db.execute(query, values).fetchall()

    def checkins(self) -> list[tuple[Any, ...]]:
        query = "SELECT id, mood, energy, sources FROM checkins_checkin WHERE forgotten_at IS NULL"
        return self.rows(query + " ORDER BY answered_at")

    def forget_everything(self) -> None:
        """A clean slate for the next test: the same people, and nothing that they did."""
        with (
            closing(sqlite3.connect(self.data / "seeded.sqlite3")) as seeded,
            closing(sqlite3.connect(self.data / "aftercall.sqlite3", timeout=20)) as db,
        ):
            seeded.backup(db)

    def remember_everything(self) -> None:
        with (
            closing(sqlite3.connect(self.data / "aftercall.sqlite3")) as db,
            closing(sqlite3.connect(self.data / "seeded.sqlite3")) as seeded,
        ):
            db.backup(seeded)


def installed(folder: Path, **environment: str) -> Server:
    """A migrated and seeded installation, not started yet."""
    folder.mkdir(parents=True, exist_ok=True)
    server = Server(folder, **environment)
    server.run("manage.py", "migrate", "--verbosity", "0")
    server.run("-m", "tests.browser.seed")
    server.remember_everything()
    return server


def remove(server: Server) -> None:
    server.stop()
    server.end_beside()
    shutil.rmtree(server.data, ignore_errors=True)
