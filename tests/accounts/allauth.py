"""How the app speaks to allauth's headless API, and an authenticator app for codes."""

import time
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests.people import PASSWORD, ApiClient

BASE = "/_allauth/browser/v1"


def sign_in(client: ApiClient, login: str, password: str = PASSWORD, **headers: str) -> Any:
    name = "email" if "@" in login else "username"
    body = {name: login, "password": password}
    return client.post(f"{BASE}/auth/login", body, headers=headers)


def code(secret: str, *, ahead: int = 0) -> str:
    """What an authenticator app shows now, or some periods from now: each works once."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def set_up_totp(client: ApiClient) -> str:
    """Adds an authenticator app in this session; returns its secret."""
    secret = client.get(f"{BASE}/account/authenticators/totp").json()["meta"]["secret"]
    added = client.post(f"{BASE}/account/authenticators/totp", {"code": code(secret)})
    assert added.status_code == 200, added.content
    return secret


def flows(response: Any) -> list[str]:
    return [flow["id"] for flow in response.json()["data"]["flows"]]
