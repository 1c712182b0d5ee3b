"""Every route of the URLconf, whatever includes it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLResolver, get_resolver
from rest_framework.views import APIView


@dataclass(frozen=True)
class Route:
    name: str
    path: str
    view: Any

    @property
    def by_table(self) -> bool:
        """Whether Django REST framework answers it, and so the table of rights."""
        return issubclass(getattr(self.view, "cls", object), APIView)


def routes() -> list[Route]:
    return list(_below(get_resolver(), "", ""))


def _below(resolver: URLResolver, path: str, space: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        here = path + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _below(entry, here, inner)
        else:
            yield Route(f"{space}{entry.name or ''}", here, entry.callback)
