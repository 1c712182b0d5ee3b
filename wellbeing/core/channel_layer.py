"""The channel layer of the one-machine size."""

import asyncio
import time
from typing import Any

from channels.layers import InMemoryChannelLayer

SECONDS_BETWEEN_CLEANINGS = 5
MONTH = 30 * 24 * 3600


class ThreadSafeInMemoryChannelLayer(InMemoryChannelLayer):  # type: ignore[misc]
    """Channels' in-memory layer, also when the sender is the worker thread.

    An asyncio queue wakes nobody when it is filled from another thread, so whatever comes from
    elsewhere is handed to the loop in which the sockets live.
    """

    loop: asyncio.AbstractEventLoop | None = None

    def __init__(self, group_expiry: int = MONTH, **more: Any) -> None:
        # Channels' own day would silence a page that stays open overnight.
        super().__init__(group_expiry=group_expiry, **more)
        self._clean_again_at = 0.0

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

    def _clean_expired(self) -> None:
        # It walks all channels, and Channels asks for it at every message of every one of them.
        if time.monotonic() >= self._clean_again_at:
            self._clean_again_at = time.monotonic() + SECONDS_BETWEEN_CLEANINGS
            super()._clean_expired()
