"""Static files beside Django, in front of the session and everything else."""

import os

from whitenoise.middleware import WhiteNoiseMiddleware


class StaticFiles(WhiteNoiseMiddleware):  # type: ignore[misc]
    """WhiteNoise, except for the two files that Django itself answers (app_shell.py)."""

    def add_file_to_dictionary(
        self, url: str, path: str, stat_cache: dict[str, os.stat_result] | None = None
    ) -> None:
        if url not in {"/index.html", "/sw.js"}:
            super().add_file_to_dictionary(url, path, stat_cache=stat_cache)

    def immutable_file_test(self, path: str, url: str) -> bool:
        return url.startswith("/assets/")  # their names carry a hash of what is in them
