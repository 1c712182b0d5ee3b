"""An open page hears at once that its access has ended, and only that page."""

from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator

from tests.accounts.allauth import BASE, sign_in
from tests.people import ApiClient
from wellbeing.core.models import OutboxEvent

pytestmark = pytest.mark.django_db(transaction=True)


class Page:
    """A signed-in browser with its socket open."""

    def __init__(self, login: str) -> None:
        self.client, self.device = ApiClient(), uuid4()
        sign_in(self.client, login)
        self.client.put(f"/api/v1/devices/{self.device}", {"kind": "own"})

    async def open(self) -> None:
        from wellbeing.asgi import application

        cookie = f"sessionid={self.client.cookies['sessionid'].value}"
        headers = [(b"cookie", cookie.encode()), (b"origin", b"http://localhost")]
        scope = {"type": "websocket", "path": "/ws/live", "query_string": b"", "subprotocols": []}
        self.socket = ApplicationCommunicator(application, scope | {"headers": headers})
        await self.socket.send_input({"type": "websocket.connect"})
        assert (await self.socket.receive_output(5))["type"] == "websocket.accept"

    async def closed(self) -> int | None:
        """The code with which it was closed, or None while it is open."""
        if await self.socket.receive_nothing(0.2):
            return None
        said = await self.socket.receive_output()
        return said.get("code") if said["type"] == "websocket.close" else None


async def after(act, drain, *pages: Page) -> list[int | None]:
    for page in pages:
        await page.open()
    await sync_to_async(act)()
    await sync_to_async(drain)()
    return [await page.closed() for page in pages]


@pytest.fixture
def play(drain):
    """play(act, page, ...): what becomes of each page's socket when the act is done."""
    from asgiref.sync import async_to_sync

    return lambda act, *pages: async_to_sync(after)(act, drain, *pages)


def test_signing_one_device_out_closes_its_socket_alone(asha, play):
    here, there = Page("asha"), Page("asha")

    ended = play(lambda: here.client.delete(f"/api/v1/devices/{there.device}"), here, there)

    assert ended == [None, 4401]


def test_signing_out_closes_the_socket(asha, ben, play):
    page, bens = Page("asha"), Page("ben")

    ended = play(lambda: page.client.delete(f"{BASE}/auth/session"), page, bens)

    assert ended == [4401, None]


def test_a_leavers_socket_closes(asha, ada, signed_in, play):
    page, desk = Page("asha"), signed_in(ada)
    url = f"/api/v1/roster-imports/{uuid4()}"
    text = "personnel_number,name,left\nasha,Asha,yes"
    desk.put(url, {"file_name": "leavers.csv", "text": text})

    ended = play(lambda: desk.put(f"{url}/application"), page)

    assert ended == [4401]


def test_the_event_is_stored_with_the_act(asha):
    page = Page("asha")

    page.client.delete("/api/v1/devices")

    assert OutboxEvent.objects.filter(name="AccessEnded", payload__person_id=str(asha.pk)).exists()
