"""How the OpenAPI schema names things."""

import re

from drf_spectacular.openapi import AutoSchema


class Schema(AutoSchema):
    def get_operation_id(self) -> str:
        """The method and the path, which no two operations share."""
        path = self.path.removeprefix("/api/v1/")
        return re.sub(r"[^a-z0-9]+", "_", f"{self.method}_{path}".lower()).strip("_")
