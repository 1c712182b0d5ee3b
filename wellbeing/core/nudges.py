"""Waking the worker for what is stored already, so that it need not wait for the next sweep."""

import logging
from collections.abc import Sequence

from celery import current_app
from kombu.exceptions import OperationalError

_log = logging.getLogger("aftercall.nudges")


def nudge(task: str, args: Sequence[int] = ()) -> None:
    try:
        current_app.send_task(task, args=list(args), retry=False)
    except OperationalError:
        # A broker that is away costs the delay of the next sweep, never the act.
        _log.warning("The broker is away; %s waits for the sweep.", task)
