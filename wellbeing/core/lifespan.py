"""Starts and ends what lives as long as the server."""

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

from django.conf import settings

from wellbeing.core.settle import settle

Application = Callable[[Any, Any, Any], Awaitable[None]]


def with_lifespan(application: Application) -> Application:
    """Answer ASGI's lifespan (Channels' router does not) and pass everything else on."""

    async def outer(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await _live(receive, send)
        else:
            await application(scope, receive, send)

    return outer


async def _live(receive: Any, send: Any) -> None:
    async with AsyncExitStack() as stack:
        await receive()  # lifespan.startup
        if settings.EMBEDDED_WORKER:
            from wellbeing.celery import app
            from wellbeing.core.embedded import Embedded

            await stack.enter_async_context(Embedded(app, settings.DATA_DIR))
        settle()
        await send({"type": "lifespan.startup.complete"})
        await receive()  # lifespan.shutdown
    await send({"type": "lifespan.shutdown.complete"})
