"""Loads a server on this machine: connections that stay open, each with one request at a time."""

import asyncio
import json
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime


@dataclass(frozen=True)
class Target:
    """Where a check-in goes, and in whose sessions."""

    name: str
    port: int
    path: str
    sessions: list[str]


@dataclass
class Tally:
    answered: int = 0
    refused: int = 0
    seconds: list[float] = field(default_factory=list)


def request_of(target: Target, session: str) -> bytes:
    now = datetime.now(UTC).isoformat()
    body = json.dumps({"revision": 1, "answered_at": now, "revised_at": now, "mood": 3}).encode()
    token = "t" * 32
    head = (
        f"PUT {target.path}/{uuid.uuid4()} HTTP/1.1\r\nHost: localhost:{target.port}\r\n"
        f"Cookie: sessionid={session}; csrftoken={token}\r\nX-CSRFToken: {token}\r\n"
        f"Device-Time: {now}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    )
    return f"{head}\r\n".encode() + body


class Connection:
    def __init__(self, target: Target, session: str) -> None:
        self._target = target
        self._session = session

    async def open(self) -> "Connection":
        self._in, self._out = await asyncio.open_connection("127.0.0.1", self._target.port)
        return self

    async def put(self, tally: Tally, since: float) -> None:
        self._out.write(request_of(self._target, self._session))
        head = await self._in.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        await self._in.readexactly(length)
        tally.seconds.append(time.perf_counter() - since)
        if head.startswith(b"HTTP/1.1 201"):
            tally.answered += 1
        else:
            tally.refused += 1

    def close(self) -> None:
        self._out.close()


async def as_fast_as_it_can(target: Target, seconds: float) -> float:
    """Check-ins a second that are answered with 201; anything else is an error."""
    tally = Tally()
    connections = [await Connection(target, session).open() for session in target.sessions]
    end = time.perf_counter() + seconds

    async def keep_asking(connection: Connection) -> None:
        while (now := time.perf_counter()) < end:
            await connection.put(tally, now)

    began = time.perf_counter()
    await asyncio.gather(*map(keep_asking, connections))
    took = time.perf_counter() - began
    for connection in connections:
        connection.close()
    assert not tally.refused, f"{target.name}: {tally.refused} were refused"
    return tally.answered / took


async def at_a_fixed_rate(target: Target, *, rate: int, seconds: float) -> list[float]:
    """Seconds from when each request was due until it was answered, so waiting counts too."""
    tally = Tally()
    idle: asyncio.Queue[Connection] = asyncio.Queue()
    for session in target.sessions:
        idle.put_nowait(await Connection(target, session).open())

    async def one(due: float) -> None:
        connection = await idle.get()
        await connection.put(tally, due)
        idle.put_nowait(connection)

    began = time.perf_counter()
    asked = []
    for number in range(int(rate * seconds)):
        due = began + number / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        asked.append(asyncio.create_task(one(due)))
    await asyncio.gather(*asked)
    assert not tally.refused, f"{target.name}: {tally.refused} were refused"
    return sorted(tally.seconds)


def percentile(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def interleaved(
    targets: list[Target], *, rounds: int, seconds: float, said: Callable[[str], None]
) -> dict[str, list[float]]:
    """Rates of each target by name; noise of the machine meets all of them alike."""
    rates: dict[str, list[float]] = {target.name: [] for target in targets}
    for number in range(rounds):
        said(f"round {number + 1} of {rounds}")
        for target in targets:
            rates[target.name].append(asyncio.run(as_fast_as_it_can(target, seconds)))
    return rates
