"""Django behind ASGI without a new thread for each request.

The stock handler opens a thread per request and hops between threads at every middleware; measured
in benchmarks/checkin.py. This one keeps a few threads and takes one hop.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from asgiref.sync import ThreadSensitiveContext, sync_to_async
from django.core.handlers.asgi import ASGIHandler


class PooledSyncHandler(ASGIHandler):
    """Each request runs on one of `threads` long-lived threads, so connections live on as well."""

    def __init__(self, threads: int) -> None:
        super().__init__()
        self.load_middleware(is_async=False)
        self.get_response_async = sync_to_async(self.get_response)  # type: ignore[method-assign]
        self._idle: asyncio.LifoQueue[ThreadPoolExecutor] | None = None
        self._threads = threads

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        idle = self._idle_executors()
        executor = await idle.get()
        try:
            async with ThreadSensitiveContext(executor=executor):
                await self.handle(scope, receive, send)
        finally:
            idle.put_nowait(executor)

    def _idle_executors(self) -> "asyncio.LifoQueue[ThreadPoolExecutor]":
        if self._idle is None:  # made late: the queue belongs to the server's own loop
            self._idle = asyncio.LifoQueue()
            for number in range(self._threads):
                name = f"request-{number}"
                self._idle.put_nowait(ThreadPoolExecutor(1, thread_name_prefix=name))
        return self._idle
