"""Files that are made while they are sent."""

import json
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, StreamingHttpResponse


def download(
    request: HttpRequest, parts: Iterator[str] | Iterator[bytes], *, name: str, content_type: str
) -> StreamingHttpResponse:
    """An attachment; nothing of it is held longer than one part."""
    # Under ASGI Django would collect a plain iterator into a list first.
    body = _off_the_loop(parts) if isinstance(request, ASGIRequest) else parts
    response = StreamingHttpResponse(body, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


async def _off_the_loop(parts: Iterator[str] | Iterator[bytes]) -> AsyncIterator[str | bytes]:
    following = sync_to_async(lambda: next(parts, None))
    while (part := await following()) is not None:
        yield part


def json_object(head: Mapping[str, Any], lists: Mapping[str, Iterable[Any]]) -> Iterator[str]:
    """One JSON object: what is in `head`, then each list row by row."""
    opening = _json(head)[:-1]
    yield opening
    comma = ", " if head else ""
    for name, rows in lists.items():
        yield f"{comma}\n{json.dumps(name)}: ["
        for number, row in enumerate(rows):
            yield f"{',' if number else ''}\n  {_json(row)}"
        yield "\n]"
        comma = ","
    yield "\n}\n"


def _json(value: Any) -> str:
    return json.dumps(value, default=_plain, ensure_ascii=False)


def _plain(value: object) -> str:
    assert isinstance(value, date | UUID), f"{type(value)} has no form in JSON"
    return value.isoformat() if isinstance(value, date) else str(value)
