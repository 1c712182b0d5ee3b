"""How a device catches up with what was written since it last asked."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from drf_spectacular.utils import PolymorphicProxySerializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from wellbeing.core.api import CursorField
from wellbeing.core.device_rows import DeviceRow, DeviceRowQuerySet, Row

PAGE = 500
# A write that began earlier may be committed later; the last half minute is read again.
OVERLAP = timedelta(seconds=30)
Cursor = tuple[datetime, UUID]
Page = tuple[list[Row], Cursor | None, bool]
_START = UUID(int=0)


def page_since(
    rows: DeviceRowQuerySet[Row], cursor: Cursor | None, *, now: datetime, size: int = PAGE
) -> Page[Row]:
    """One page of what was written since the cursor, where to go on, and whether there is more."""
    rows = rows.order_by("changed_at", "id")
    if cursor:
        moment, last = cursor
        rows = rows.filter(Q(changed_at__gt=moment) | Q(changed_at=moment, id__gt=last))
    page = list(rows[: size + 1])
    if len(page) > size:
        page = page[:size]
        return page, (page[-1].changed_at, page[-1].id), True
    newest = page[-1].changed_at if page else (cursor[0] if cursor else None)
    return page, (min(newest, now - OVERLAP), _START) if newest else None, False


class ForgottenOutput(serializers.Serializer[DeviceRow]):
    id = serializers.UUIDField()
    forgotten = serializers.BooleanField()


def changes_of(name: str, row: type[serializers.Serializer[Any]]) -> PolymorphicProxySerializer:
    """What the schema says of one entry in a page: the row itself, or that it was forgotten."""
    return PolymorphicProxySerializer(
        component_name=name,
        serializers=[row, ForgottenOutput],
        resource_type_field_name=None,
        many=True,
    )


def answer_since(
    request: Request,
    read: Callable[[Cursor | None], Page[Row]],
    show: Callable[[Row], dict[str, Any]],
) -> Response:
    since = request.query_params.get("since")
    rows, onward, more = read(CursorField().run_validation(since) if since else None)
    return Response(
        {
            "results": [_forgotten(row) if row.forgotten_at else show(row) for row in rows],
            "cursor": CursorField().to_representation(onward) if onward else None,
            "more": more,
        }
    )


def _forgotten(row: DeviceRow) -> dict[str, Any]:
    return {"id": row.id, "forgotten": True}
