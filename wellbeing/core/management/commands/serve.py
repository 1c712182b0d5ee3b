"""Serves the product from this one process."""

import argparse
import os
import signal
import socket
import sys
import threading
from typing import Any

import uvicorn
from django.core.management.base import BaseCommand


class Server(uvicorn.Server):
    """Says when it is ready."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            # Passkeys work on localhost, and on no bare address.
            host = {"127.0.0.1": "localhost"}.get(self.config.host, self.config.host)
            print(f"Ready at http://{host}:{self.config.port} (Ctrl-C ends it)", flush=True)  # noqa: T201


class Command(BaseCommand):
    help = "Serve Aftercall: HTTP and sockets; without REDIS_URL also the worker and the scheduler."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        # Uvicorn ends in order and then raises the signal again, which is no failure.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        server = Server(config_for(options["host"], options["port"]))
        try:
            server.run()
        except KeyboardInterrupt:
            leave()
        if not server.started:
            sys.exit(1)


def config_for(host: str, port: int) -> uvicorn.Config:
    return uvicorn.Config(
        "wellbeing.asgi:application",
        host=host,
        port=port,
        lifespan="on",
        log_config=None,  # settings.LOGGING, whose tracebacks quote nobody
        access_log=False,  # addresses and paths of people are nobody's business
        proxy_headers=False,  # settings.TRUSTED_PROXIES decides whom to believe
        server_header=False,
        ws_max_size=4096,  # the socket is one-way
        timeout_graceful_shutdown=2,
    )


def leave() -> None:
    """End now, also when a background task is still at it: it comes again from the outbox."""
    busy = any(thread.name == "worker" for thread in threading.enumerate())
    if busy:
        sys.stdout.flush()
        os._exit(0)
