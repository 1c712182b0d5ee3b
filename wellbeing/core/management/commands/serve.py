"""Serves the product from this one process."""

import argparse
from typing import Any

import uvicorn
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Serve Aftercall: HTTP and sockets; without REDIS_URL also the worker and the scheduler."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        uvicorn.run(
            "wellbeing.asgi:application",
            host=options["host"],
            port=options["port"],
            lifespan="on",
            log_level="warning",
            access_log=False,  # addresses and paths of people are nobody's business
            proxy_headers=False,  # settings.TRUSTED_PROXIES decides whom to believe
            server_header=False,
            timeout_graceful_shutdown=3,
        )
