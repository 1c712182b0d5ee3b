"""Whatever an installation holds or leaves behind, as bytes in which words are looked for."""

import subprocess
from contextlib import suppress
from pathlib import Path

import redis as client

from tests.services import Postgres, Redis, find_postgres


def of_folder(folder: Path) -> bytes:
    """Logs, the queue in files, and the database where it is a file."""
    found = []
    for path in sorted(folder.rglob("*")):
        with suppress(FileNotFoundError):  # of what waits in a folder, some is gone by now
            found.append(path.read_bytes() if path.is_file() else b"")
    assert any(b"celery" in one or b"wellbeing" in one for one in found), "no log says anything"
    return b"\n".join(found)


def of_postgres(server: Postgres) -> bytes:
    """As a backup holds it."""
    binaries = find_postgres()
    assert binaries
    command = [binaries / "pg_dump", "--dbname", server.url]
    found = subprocess.run(command, check=True, capture_output=True).stdout
    assert b"COPY public.incidents_case " in found
    return found


def of_redis(server: Redis) -> bytes:
    """Queues, sockets, limits and the cache."""
    with client.Redis.from_url(server.url) as line:
        line.config_set("rdbcompression", "no")
        line.save()
        where = line.config_get()
        found = Path(where["dir"], where["dbfilename"]).read_bytes()
    assert b"throttle" in found
    return found
