"""The queue of the one-machine size: a folder with one file for each message."""

import os
import time
import uuid
from json import dumps
from typing import Any

from kombu.transport import filesystem


class Channel(filesystem.Channel):
    """Kombu's, but a message appears whole or not at all, and order survives a reboot.

    Kombu creates the file first and fills it then: a reader in between finds nothing in it, and
    Celery's worker gives up for good. It also counts milliseconds since boot.
    """

    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]
        name = f"{time.time_ns() // 1_000_000}_{uuid.uuid4()}.{queue}.msg"
        # A name that begins with a dot belongs to no queue.
        draft = os.path.join(self.data_folder_out, f".{name}")  # noqa: PTH118  paths are Kombu's
        with open(draft, "w") as file:  # noqa: PTH123
            file.write(dumps(payload))
        os.replace(draft, os.path.join(self.data_folder_out, name))  # noqa: PTH105, PTH118


class Transport(filesystem.Transport):
    Channel = Channel
