"""What open pages cost, and how soon a supervisor's page hears of a press on help-now.

`help_now_p95_ms`: from the press to the hint on an open socket of the supervisor on shift, with a
thousand idle sockets in the same process. `fanout_ratio` and `socket_memory_ratio`: one hint to a
thousand sockets, and the memory of one idle socket, beside a bare Channels consumer on the same
server, layer and client. Both take turns, so that noise of the machine meets both.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
import uuid
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import httpx
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.load import percentile
from tests.reliability.product import Process, Product
from tests.services import free_port

GOALS = {"help_now_p95_ms": 300, "fanout_ratio": 3, "socket_memory_ratio": 1.5}
AT_ONCE = 50  # connections that are being opened
CALLS = "help-calls"
PEOPLE = """
import json
from datetime import timedelta
from django.test import Client
from django.utils import timezone
from accounts.models import RoleGrant, Unit, User
from wellbeing.support.shifts.models import Shift
now = timezone.now()
floor = Unit.objects.create(kind="organisation", name="Northwind Care")
def one(number, role):
    person = User.objects.create_user(number, None, name=number, unit=floor)
    RoleGrant.objects.create(person=person, role=role, unit=floor)
    client = Client()
    client.force_login(person)
    return person, {"id": str(person.pk), "session": client.session.session_key}
tara, lead = one("tara", "supervisor")
Shift.objects.create(person=tara, role="supervisor", starts_at=now, until=now + timedelta(hours=8))
agents = [one(f"agent-{n}", "agent")[1] for n in range(%d)]
print(json.dumps({"lead": lead, "agents": agents}))
"""


async def opened(
    stack: AsyncExitStack, port: int, path: str, sessions: list[str]
) -> list[ClientConnection]:
    """One open socket for each session."""
    limit = asyncio.Semaphore(AT_ONCE)

    async def one(session: str) -> ClientConnection:
        async with limit:
            headers = {"Cookie": f"sessionid={session}", "Origin": f"http://127.0.0.1:{port}"}
            return await connect(
                f"ws://127.0.0.1:{port}{path}", additional_headers=headers, ping_interval=None,
                compression=None, open_timeout=60,
            )  # fmt: skip

    sockets = await asyncio.gather(*map(one, sessions))
    for socket in sockets:
        stack.push_async_callback(socket.close)
    return sockets


async def fan_out(client: httpx.AsyncClient, port: int, sockets: list[ClientConnection]) -> float:
    """Seconds until the last of them has the hint."""
    began = time.perf_counter()
    waiting = [asyncio.create_task(socket.recv()) for socket in sockets]
    await client.put(f"http://127.0.0.1:{port}/announce")
    said = await asyncio.gather(*waiting)
    took = time.perf_counter() - began
    assert {json.loads(one)["topic"] for one in said} == {"bench"}
    return took


async def help_now(
    client: httpx.AsyncClient, port: int, agents: list[dict[str, str]], lead: ClientConnection
) -> list[float]:
    """Seconds from each press to the hint, one after the other."""
    took, heard = [], set()
    for agent in agents:
        id, began = str(uuid.uuid4()), time.perf_counter()
        pressing = asyncio.create_task(_press(client, port, agent, id))
        while (hint := json.loads(await lead.recv()))["topic"] != CALLS or hint["id"] in heard:
            pass
        took.append(time.perf_counter() - began)
        heard.add(hint["id"])
        assert (await pressing).status_code == 201, (await pressing).text
    return sorted(took)


async def _press(
    client: httpx.AsyncClient, port: int, agent: dict[str, str], id: str
) -> httpx.Response:
    token, now = "t" * 32, datetime.now(UTC).isoformat()
    return await client.put(
        f"http://127.0.0.1:{port}/api/v1/help-calls/{id}",
        json={"pressed_at": now},
        headers={
            "Cookie": f"sessionid={agent['session']}; csrftoken={token}",
            "X-CSRFToken": token,
            "Device-Time": now,
        },
    )


def server(product: Product, name: str) -> tuple[Process, int]:
    product.port = free_port()
    product.url = f"http://127.0.0.1:{product.port}"
    product.env["AFTERCALL_ORIGIN"] = product.url
    command = ["-m", "uvicorn", "benchmarks.bare.live:application", "--port", str(product.port)]
    process = product.start(*command, "--no-access-log", "--log-level", "warning", name=name)
    process.wait_until(product.answers)
    return process, product.port


async def measure(product: Product, *, sockets: int, presses: int, rounds: int) -> dict[str, float]:
    people = product.python(PEOPLE % presses)
    sessions = [people["agents"][n % presses]["session"] for n in range(sockets)]
    product.env["DJANGO_SETTINGS_MODULE"] = "benchmarks.bare.settings"  # no worker beside it
    paths = {"product": "/ws/live", "bare": "/ws/bare"}
    servers = {name: server(product, name) for name in paths}
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(httpx.AsyncClient(timeout=60))
        memory, open_ones, times = {}, {}, {name: [] for name in paths}
        for name, (process, port) in servers.items():
            async with AsyncExitStack() as first:  # what the first sockets load is loaded once
                await opened(first, port, paths[name], sessions[:AT_ONCE])
            before = process.megabytes
            open_ones[name] = await opened(stack, port, paths[name], sessions)
            memory[name] = 1024 * (process.megabytes - before) / sockets
        for _ in range(rounds):
            for name, (_, port) in servers.items():
                times[name].append(await fan_out(client, port, open_ones[name]))
        port = servers["product"][1]
        (lead,) = await opened(stack, port, "/ws/live", [people["lead"]["session"]])
        pressed = await help_now(client, port, people["agents"], lead)
    return {
        "help_now_p50_ms": 1000 * percentile(pressed, 0.5),
        "help_now_p95_ms": 1000 * percentile(pressed, 0.95),
        "fanout_ratio": median(times["product"]) / median(times["bare"]),
        "fanout_ms": 1000 * median(times["product"]),
        "socket_memory_ratio": memory["product"] / memory["bare"],
        "socket_kb": memory["product"],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="one object on standard output")
    parser.add_argument("--sockets", type=int, default=1000)
    parser.add_argument("--presses", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=9)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="aftercall-bench-") as folder:
        product = Product(Path(folder))
        try:
            found = asyncio.run(
                measure(product, sockets=given.sockets, presses=given.presses, rounds=given.rounds)
            )
        finally:
            product.end()
    result = {name: round(value, 3) for name, value in found.items()}
    missed = [name for name, goal in GOALS.items() if result[name] > goal]
    if given.json:
        print(json.dumps(result | {"missed": missed}))
    else:
        for name, value in result.items():
            print(f"{name:22} {value:10.3f}   {f'goal {GOALS[name]}' if name in GOALS else ''}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
