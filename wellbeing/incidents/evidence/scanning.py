"""Asks ClamAV where an installation has one. Its protocol is these few lines (INSTREAM); the
libraries for it have not been touched for years.
"""

import socket
from collections.abc import Iterable
from contextlib import closing
from typing import Final

from django.conf import settings

_PATIENCE: Final = 60.0  # seconds
_LONGEST_ANSWER: Final = 4096


class ScannerAway(Exception):
    """It did not answer, or could not say; nothing is viewable before it has."""


def is_harmful(content: Iterable[bytes]) -> bool:
    """Raises ScannerAway. Without a scanner nothing is said to be harmful."""
    if not settings.CLAMAV:
        return False
    try:
        with closing(_connected(settings.CLAMAV)) as scanner:
            answer = _asked(scanner, content)
    except OSError as fault:
        raise ScannerAway from fault
    if answer.endswith(b"FOUND"):
        return True
    if not answer.endswith(b"OK"):
        raise ScannerAway
    return False


def _connected(where: str) -> socket.socket:
    if where.startswith("/"):
        scanner = socket.socket(socket.AF_UNIX)
        scanner.settimeout(_PATIENCE)
        scanner.connect(where)
        return scanner
    host, _, port = where.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=_PATIENCE)


def _asked(scanner: socket.socket, content: Iterable[bytes]) -> bytes:
    scanner.sendall(b"zINSTREAM\0")
    for part in content:
        scanner.sendall(len(part).to_bytes(4, "big") + part)
    scanner.sendall((0).to_bytes(4, "big"))
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
        more = scanner.recv(_LONGEST_ANSWER)
        if not more:
            break
        answer += more
    return answer.rstrip(b"\0\n ")
