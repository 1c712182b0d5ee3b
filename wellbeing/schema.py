"""The description of this interface: the same for everybody, as long as the process lives."""

from typing import Any, ClassVar

from django.http import HttpResponse
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.request import Request


class Schema(SpectacularJSONAPIView):
    """To work it out takes a good part of a second, and anybody may ask: it is done once."""

    told: ClassVar[bytes] = b""

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if not Schema.told:
            worked_out = super().get(request, *args, **kwargs)  # type: ignore[no-untyped-call]
            Schema.told = OpenApiJsonRenderer().render(worked_out.data)
        return HttpResponse(Schema.told, content_type=OpenApiJsonRenderer.media_type)
