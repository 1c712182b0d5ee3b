"""The channel layer of the one-machine size."""

import asyncio
from typing import Any

from channels.layers import InMemoryChannelLayer


class ThreadSafeInMemoryChannelLayer(InMemoryChannelLayer):  # type: ignore[misc]
    """Channels' in-memory layer, also when the sender is the worker thread.

    An asyncio queue wakes nobody when it is filled from another thread, so whatever comes from
    elsewhere is handed to the loop in which the sockets live.
    """

    loop: asyncio.AbstractEventLoop | None = None

    async def new_channel(self, prefix: str = "specific.") -> str:
        self.loop = asyncio.get_running_loop()
        name: str = await super().new_channel(prefix)
        return name

    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        sending = super().group_send(group, message)
        if self.loop is None or self.loop is asyncio.get_running_loop() or self.loop.is_closed():
            await sending
            return
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(sending, self.loop))
