"""Logs hold ids and places in the code, and never anyone's words."""

import logging
import traceback
from types import TracebackType
from typing import Any

_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Wordless(logging.Filter):
    """Takes out what others put into our log: paths, arguments and messages of tasks."""

    def filter(self, record: logging.LogRecord) -> bool:
        if request := record.__dict__.pop("request", None):
            record.args = _without_path(record.args, request)
        if record.name.startswith("django.security."):
            record.msg, record.args, record.exc_info = "refused", (), None
        if record.name == "celery.app.trace" and isinstance(record.args, dict):
            hidden = {"exc": "", "traceback": "", "args": "", "kwargs": "", "return_value": ""}
            record.args = {**record.args, **hidden}
        return True


def _without_path(args: Any, request: Any) -> Any:
    """The route instead of what somebody typed into the address."""
    match = getattr(request, "resolver_match", None)
    path = getattr(request, "path", None)
    if not isinstance(args, tuple):
        return args
    return tuple((match.route if match else "-") if arg == path else arg for arg in args)


class PlacesOnly(logging.Formatter):
    """Tracebacks without the messages of exceptions: a database quotes the row in its own."""

    def formatException(self, ei: _Raised) -> str:  # noqa: N802  the name is logging's
        parts: list[str] = []
        exc = ei[1]
        while exc is not None:
            frames = traceback.extract_tb(exc.__traceback__)
            where = "".join(traceback.format_list(frames))
            parts.insert(0, f"{where}{type(exc).__module__}.{type(exc).__qualname__}")
            exc = exc.__cause__ or (None if exc.__suppress_context__ else exc.__context__)
        return "\nthen\n".join(parts)


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"wordless": {"()": "wellbeing.core.logs.Wordless"}},
    "formatters": {
        "places": {
            "()": "wellbeing.core.logs.PlacesOnly",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "places",
            "filters": ["wordless"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "aftercall": {"level": "INFO"},
        # Without Django's own handler, which mails the whole request to the admins.
        "django": {"handlers": [], "level": "WARNING"},
        "django.request": {"level": "ERROR"},  # a refusal is no news, its address is somebody's
        "django.security": {"level": "ERROR"},
    },
}
