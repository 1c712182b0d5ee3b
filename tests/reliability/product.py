"""The product as processes of its own, to be started, killed and started again."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx

from tests.services import free_port

HOME = Path(__file__).resolve().parents[2]
PYTHON = sys.executable


class Process:
    """One of the product's processes; what it says is kept in `log`."""

    def __init__(self, command: list[str], *, env: dict[str, str], log: Path) -> None:
        self.log = log
        self._began = time.monotonic()
        with log.open("ab") as said:
            self._process = subprocess.Popen(command, cwd=HOME, env=env, stdout=said, stderr=said)

    def wait_until(self, ready: Callable[[], bool], *, limit: float = 60) -> float:
        """Seconds since its start until it was ready."""
        while not ready():
            assert self._process.poll() is None, f"it ended early:\n{self.log.read_text()}"
            assert time.monotonic() - self._began < limit, f"not ready:\n{self.log.read_text()}"
            time.sleep(0.02)
        return time.monotonic() - self._began

    def stop(self, how: signal.Signals = signal.SIGTERM) -> tuple[int, float]:
        """Its exit code, and how many seconds it took."""
        began = time.monotonic()
        self._process.send_signal(how)
        return self._process.wait(30), time.monotonic() - began

    def wait(self, limit: float) -> int:
        """Its exit code, once it ends by itself."""
        return self._process.wait(limit)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait(10)

    def kill_everything(self) -> None:
        """With whatever it started, none of which has time to say so."""
        for pid in [*_below(self._process.pid), self._process.pid]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.wait(10)

    @property
    def megabytes(self) -> float:
        """Proportional set size: shared pages count in part."""
        rollup = Path(f"/proc/{self._process.pid}/smaps_rollup").read_text()
        return int(rollup.split("Pss:")[1].split()[0]) / 1024


def _below(pid: int) -> list[int]:
    """Its children and theirs."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [one for child in map(int, children) for one in (*_below(child), child)]


class Product:
    """An installation: data folder, settings, and whichever of its processes are started."""

    def __init__(self, data: Path, *, database_url: str = "", redis_url: str = "") -> None:
        data.mkdir(parents=True, exist_ok=True)
        self.data = data
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.processes: list[Process] = []
        self.env = _clean_environment() | {
            "AFTERCALL_DATA": str(data),
            "AFTERCALL_KEYS": str(data / "keys.json"),
            "AFTERCALL_ORIGIN": self.url,
            "DJANGO_SETTINGS_MODULE": "wellbeing.settings",
        }
        self.manage("check", "--tag", "models")  # makes the keys, which a server only reads
        given = {"DATABASE_URL": database_url, "REDIS_URL": redis_url}
        self.env |= {name: value for name, value in given.items() if value}
        self.manage("migrate", "--verbosity", "0")

    def manage(self, *command: str) -> str:
        return self._finish("manage.py", *command)

    def python(self, code: str) -> Any:
        """What the code prints as JSON, run inside this installation."""
        return json.loads(self._finish("manage.py", "shell", "--no-imports", "-c", code))

    def seed(self) -> dict[str, dict[str, str]]:
        """A few people, each with an id and a session."""
        return json.loads(self._finish("-m", "tests.reliability.seed"))

    def _finish(self, *command: str) -> str:
        done = subprocess.run(
            [PYTHON, *command], cwd=HOME, env=self.env, check=False, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, *command: str, name: str = "one") -> Process:
        process = Process([PYTHON, *command], env=self.env, log=self.data / f"{name}.log")
        self.processes.append(process)
        return process

    def serve(self) -> Process:
        """Everything in one process, by now not ready yet."""
        return self.start("manage.py", "serve", "--port", str(self.port))

    def answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/healthz").status_code == 200
        except httpx.TransportError:
            return False

    def end(self) -> None:
        for process in self.processes:
            process.kill()


def phone(url: str, who: dict[str, str]) -> httpx.Client:
    """A signed-in device."""
    cookies = {"sessionid": who["session"], "csrftoken": "t" * 32}
    headers = {"X-CSRFToken": "t" * 32, "Aftercall-Account": who["id"]}
    return httpx.Client(base_url=url, cookies=cookies, headers=headers, timeout=60)


def eventually(happened: Callable[[], bool], *, limit: float) -> float:
    """Seconds until it happened."""
    began = time.monotonic()
    while not happened():
        assert time.monotonic() - began < limit, "it did not happen in time"
        time.sleep(0.05)
    return time.monotonic() - began


def _clean_environment() -> dict[str, str]:
    ours = {"DATABASE_URL", "REDIS_URL"}
    return {
        name: value
        for name, value in os.environ.items()
        if name not in ours and not name.startswith(("AFTERCALL_", "PYTEST_"))
    }
