"""Static files beside Django, in front of the session and everything else."""

import os
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware


class StaticFiles(WhiteNoiseMiddleware):  # type: ignore[misc]
    """WhiteNoise, except for the two files that Django itself answers (app_shell.py)."""

    def add_files(self, root: str | Path, prefix: str | None = None) -> None:
        if Path(root).is_dir():  # before the first build there is none, and nothing to warn of
            super().add_files(root, prefix)

    def add_file_to_dictionary(
        self, url: str, path: str, stat_cache: dict[str, os.stat_result] | None = None
    ) -> None:
        if url not in {"/index.html", "/sw.js"}:
            super().add_file_to_dictionary(url, path, stat_cache=stat_cache)

    def immutable_file_test(self, path: str, url: str) -> bool:
        return url.startswith("/assets/")  # their names carry a hash of what is in them

    @staticmethod
    def serve(static_file: Any, request: HttpRequest) -> HttpResponse:
        """The whole file at once: they are small, and ASGI cannot stream from a plain file."""
        found = static_file.get_response(request.method, request.META)
        body = found.file.read() if found.file else b""
        response = HttpResponse(body, status=int(found.status), headers=dict(found.headers))
        if found.file:
            found.file.close()
        return response
