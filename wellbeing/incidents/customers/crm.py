"""One signed message to the customer system (CRM) of the house.

Signed as Standard Webhooks 1.0.0 has it (github.com/standard-webhooks/standard-webhooks).
"""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import httpx
from django.conf import settings
from standardwebhooks import Webhook

PATIENCE = httpx.Timeout(10, connect=3)


def is_connected() -> bool:
    return bool(settings.CRM_WEBHOOK)


def post(id: UUID, type: str, data: dict[str, Any], *, at: datetime) -> bool:
    """Whether it was taken. Sent again it has the same id, and the moment of which it tells."""
    sent_at = datetime.now(UTC)
    body = json.dumps({"type": type, "timestamp": at.astimezone(UTC).isoformat(), "data": data})
    headers = {
        "content-type": "application/json",
        "webhook-id": f"msg_{id.hex}",
        "webhook-timestamp": str(int(sent_at.timestamp())),
        "webhook-signature": Webhook(settings.CRM_SECRET).sign(f"msg_{id.hex}", sent_at, body),
    }
    try:
        # What comes back is not read: it may be endless, and a redirect is not followed.
        with httpx.stream(
            "POST", settings.CRM_WEBHOOK, content=body.encode(), headers=headers, timeout=PATIENCE
        ) as response:
            return response.is_success
    except (httpx.HTTPError, OSError):
        return False
