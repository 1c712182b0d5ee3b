"""The queue of the one-machine size: a folder with one file for each message."""

import os
import time
import uuid
from collections import defaultdict, deque
from json import dumps, loads
from pathlib import Path
from queue import Empty
from typing import Any, Final

from kombu.transport import filesystem

_LOOKED: Final = 0.05  # seconds for which it is known what lies there, and more where much does:
_SHARE: Final = 20  # of its time a twentieth at most goes into looking
_ENDING: Final = ".msg"


class Channel(filesystem.Channel):
    """Kombu's, but a message appears whole or not at all, order survives a reboot, and a long queue
    is as fast as a short one.

    Kombu creates the file first and fills it then: a reader in between finds nothing in it, and
    Celery's worker gives up for good. It also counts milliseconds since boot, and for each message,
    and each queue that is empty, goes through all names that lie there.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call]
        self._names: dict[str, deque[str]] = {}
        self._look_again_at = 0.0

    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]
        name = f"{time.time_ns() // 1_000_000}_{uuid.uuid4()}.{queue}{_ENDING}"
        # A name that begins with a dot belongs to no queue.
        draft = os.path.join(self.data_folder_out, f".{name}")  # noqa: PTH118  paths are Kombu's
        with open(draft, "w") as file:  # noqa: PTH123
            file.write(dumps(payload))
        os.replace(draft, os.path.join(self.data_folder_out, name))  # noqa: PTH105, PTH118

    def _get(self, queue: str) -> Any:  # type: ignore[override]
        """The oldest of this queue. Raises Empty."""
        names = self._waiting(queue)
        while names:
            name = names.popleft()
            taken = Path(self.processed_folder, name)
            try:
                Path(self.data_folder_in, name).rename(taken)
            except FileNotFoundError:
                continue  # another process was faster
            payload = taken.read_text()
            taken.unlink()
            return loads(payload)
        raise Empty

    def _waiting(self, queue: str) -> deque[str]:
        begun = time.monotonic()
        if not self._names.get(queue) and begun >= self._look_again_at:
            self._names = self._look()
            ended = time.monotonic()
            self._look_again_at = ended + max(_LOOKED, _SHARE * (ended - begun))
        return self._names.setdefault(queue, deque())

    def _look(self) -> dict[str, deque[str]]:
        found = defaultdict[str, deque[str]](deque)
        for name in sorted(os.listdir(self.data_folder_in)):  # noqa: PTH208  names alone, and many
            begun, _, rest = name.partition(".")
            if begun and rest.endswith(_ENDING):
                found[rest.removesuffix(_ENDING)].append(name)
        return dict(found)


class Transport(filesystem.Transport):
    Channel = Channel
