"""The one socket of a device."""

from importlib import import_module
from typing import Any

from channels.auth import get_user
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from django.conf import settings
from django.http.cookie import parse_cookie

from wellbeing.notifications.live import EVERYBODY, group_for

ACCESS_ENDED = 4401


class LiveConsumer(AsyncJsonWebsocketConsumer):  # type: ignore[misc]
    """Tells one signed-in person that something of theirs changed.

    The page then asks the API, the only place that decides who may read what. Thousands of these
    stand idle, so each keeps the key of its session and nothing else of how it came.
    """

    async def connect(self) -> None:
        self._session_key = _session_key(self.scope)
        self.scope.clear()
        await self._join()  # first: what is said once the page knows that it is in must reach it
        await self.accept()  # a refused handshake hides its reason from the page
        await self._close_if_access_ended()  # it may have ended while we joined

    async def _join(self) -> None:
        user = await self._user()
        if not user.is_authenticated:
            return
        for group in (group_for(str(user.pk)), EVERYBODY):
            self.groups.append(group)  # the base class leaves these groups on disconnect
            await self.channel_layer.group_add(group, self.channel_name)

    async def receive(self, *args: object, **kwargs: object) -> None:
        """The socket is one-way; changes are made through the API."""

    async def changed(self, event: dict[str, str]) -> None:
        if not await self._close_if_access_ended():
            await self.send_json({"topic": event["topic"], "id": event["id"]})

    async def announced(self, event: dict[str, str]) -> None:
        # Asks nothing of the database: every socket hears this in the same moment.
        await self.send_json({"topic": event["topic"], "id": ""})

    async def recheck(self, event: dict[str, str]) -> None:
        await self._close_if_access_ended()

    async def _close_if_access_ended(self) -> bool:
        user = await self._user()
        stands = bool(user.is_authenticated and user.is_active)
        if not stands:
            await self.close(ACCESS_ENDED)
        return not stands

    async def _user(self) -> Any:
        """Asked of the database each time: signing out elsewhere must be felt here."""
        store = import_module(settings.SESSION_ENGINE).SessionStore
        return await get_user({"session": store(self._session_key)})


def _session_key(scope: dict[str, Any]) -> str | None:
    cookies = dict(scope["headers"]).get(b"cookie", b"")
    return parse_cookie(cookies.decode("latin-1")).get(settings.SESSION_COOKIE_NAME)
