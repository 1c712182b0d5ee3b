"""Real PostgreSQL and Redis, started for the tests on free ports and ended with them."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Any


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def find_postgres() -> Path | None:
    """The folder of initdb and postgres, newest first, or None."""
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: -int(p.parent.name))
    found = shutil.which("postgres")
    return next((home for home in homes), Path(found).parent if found else None)


def find_redis() -> Path | None:
    found = shutil.which("redis-server")
    return Path(found) if found else None


def _unprivileged() -> dict[str, Any]:
    """PostgreSQL refuses to run as root, so root hands it to an account without rights."""
    if os.getuid():
        return {}
    for name in ("postgres", "nobody"):
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    raise RuntimeError("PostgreSQL needs an account that is not root.")


class Postgres:
    """A cluster of its own; not synced to disk, for nothing in it outlives the tests."""

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        binaries = find_postgres()
        assert binaries, "look for PostgreSQL before you start one"
        self.port = free_port()
        self.url = f"postgresql://tester@127.0.0.1:{self.port}/postgres"
        owner = _unprivileged()
        self._make_room(folder, owner)
        subprocess.run(
            [binaries / "initdb", "--no-sync", "--auth=trust", "--username=tester"]
            + ["--encoding=UTF8", "--locale=C.UTF-8", "-D", folder],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/", **owner,
        )  # fmt: skip
        sync = "on" if durable else "off"
        with folder.with_suffix(".log").open("ab") as said:
            self._process = subprocess.Popen(
                [binaries / "postgres", "-D", folder, "-p", str(self.port), "-h", "127.0.0.1"]
                + ["-c", f"fsync={sync}", "-c", f"full_page_writes={sync}"]
                + ["-c", f"unix_socket_directories={folder}", "-c", "max_connections=300"],
                stdout=said, stderr=said, cwd="/", **owner,
            )  # fmt: skip
        _wait_for(self.port, self._process)

    @staticmethod
    def _make_room(folder: Path, owner: dict[str, Any]) -> None:
        folder.mkdir(parents=True)
        if owner:
            os.chown(folder, owner["user"], owner["group"])
            for above in folder.parents:
                if above == Path("/") or above.stat().st_mode & 0o001:
                    continue
                above.chmod(above.stat().st_mode | 0o011)  # let it walk to its folder

    def stop(self) -> None:
        self._process.send_signal(signal.SIGINT)  # ends also while somebody is connected
        self._process.wait(20)


class Redis:
    """A server of its own; nothing is kept on disk."""

    def __init__(self, folder: Path, port: int | None = None) -> None:
        binary = find_redis()
        assert binary, "look for Redis before you start one"
        folder.mkdir(parents=True, exist_ok=True)
        self.port = port or free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._process = subprocess.Popen(
            [binary, "--port", str(self.port), "--bind", "127.0.0.1"]
            + ["--save", "", "--dir", folder],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        _wait_for(self.port, self._process)

    def stop(self) -> None:
        if self._process.poll() is None:
            self._process.terminate()
            self._process.wait(20)


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"It ended at once with {process.returncode}.")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("It did not answer within 30 seconds.")
