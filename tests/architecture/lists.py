"""What somebody is shown by every list there is, without what each look leaves behind by itself."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from tests.architecture.routes import ASKED

LISTS = [
    name
    for name, asked in ASKED.items()
    if "GET" in asked.answers and not asked.row and name != "export-everything"  # it is dated
]


def lists_seen_by(client: Any) -> dict[str, object]:
    """By route; two of these differ only where something was shown that was not shown before."""
    return {route: _PLAIN.get(route, _content)(_seen(client, route)) for route in LISTS}


def _seen(client: Any, route: str) -> Any:
    response = client.get(reverse(route, query=ASKED[route].query))
    assert response.status_code != 400, f"{route} is not asked as a page would"
    return response


def _content(response: Any) -> object:
    return response.getvalue() if response.streaming else response.content


def _without(key: str) -> Callable[[Any], object]:
    return lambda response: {name: value for name, value in response.json().items() if name != key}


# The page of the trends lists who looked at it, this very look among them. A floor says as of when.
_PLAIN = {"trends": _without("looked"), "my-floor": _without("as_of")}
