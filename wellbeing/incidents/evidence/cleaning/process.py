"""Starts the process that makes a copy of one file, and ends it when its time is over."""

import json
import subprocess
import sys
from pathlib import Path
from threading import Thread, Timer
from typing import IO, Final

from wellbeing.incidents.evidence.cleaning.made import Made, Refusal

PATIENCE: Final = 180.0  # seconds; for half an hour of sound on a slow machine
_MOST_MADE: Final = 64 * 1024 * 1024
_HOME: Final = Path(__file__).resolve().parents[4]
_COMMAND: Final = [sys.executable, "-s", "-E", "-B", "-m", "wellbeing.incidents.evidence.cleaning"]
# No key, no address of a database: what goes wrong in there finds nothing.
_ENVIRONMENT: Final = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1"}


class CleaningEnded(Exception):
    """The process broke, was killed, or took too long; it may be the file, or the machine."""


def made_anew(content: bytes, *, patience: float = PATIENCE) -> Made:
    """Raises Refusal and CleaningEnded."""
    head, parted, body = _answer_to(content, patience).partition(b"\n")
    if not parted:
        raise CleaningEnded
    said = json.loads(head)
    if "reason" in said:
        raise Refusal(said["reason"])
    return Made(said["kind"], said["type"], body)


def _answer_to(content: bytes, patience: float) -> bytes:
    with subprocess.Popen(  # noqa: S603  our own module, with nothing of the file in its arguments
        _COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # what a reader complains of may quote the file
        cwd=_HOME,
        env=_ENVIRONMENT,
        start_new_session=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        alarm = Timer(patience, process.kill)
        feeder = Thread(target=_feed, args=(process.stdin, content), daemon=True)
        alarm.start()
        feeder.start()
        answer = process.stdout.read(_MOST_MADE + 1)
        if len(answer) > _MOST_MADE:
            process.kill()
        failed = process.wait() != 0
        alarm.cancel()
        feeder.join()
    if failed:
        raise CleaningEnded
    return answer


def _feed(pipe: IO[bytes], content: bytes) -> None:
    try:
        with pipe:
            pipe.write(content)
    except BrokenPipeError:
        pass  # it ended early; its exit code says why
