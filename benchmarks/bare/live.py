"""The product's application, a bare consumer beside it, and a way to send both the same hint."""

from typing import Any

from channels.generic.websocket import AsyncJsonWebsocketConsumer
from channels.layers import get_channel_layer
from channels.routing import URLRouter
from django.urls import path

from wellbeing.asgi import application as product
from wellbeing.notifications.live import EVERYBODY


class Bare(AsyncJsonWebsocketConsumer):  # type: ignore[misc]
    """The least that Channels can do: one group, one message, nobody is asked who it is."""

    groups = [EVERYBODY]

    async def announced(self, event: dict[str, str]) -> None:
        await self.send_json({"topic": event["topic"], "id": ""})


_bare = URLRouter([path("ws/bare", Bare.as_asgi())])


async def application(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "websocket" and scope["path"] == "/ws/bare":
        await _bare(scope, receive, send)
    elif scope["type"] == "http" and scope["path"] == "/announce":
        await get_channel_layer().group_send(EVERYBODY, {"type": "announced", "topic": "bench"})
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})
    else:
        await product(scope, receive, send)
