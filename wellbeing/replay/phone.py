"""One participant's phone: what it sends and what it reads, all over HTTP."""

import time
from datetime import UTC, datetime
from typing import Any

import httpx

from wellbeing.replay.letters import Letter
from wellbeing.replay.people import Login

PATIENCE = 120  # seconds that a phone keeps trying while the server is away
PAUSE = 0.25
AWAY = {429, 502, 503, 504}


class Refused(Exception):
    """The server answered, and not as it should."""


class Phone:
    def __init__(self, url: str, login: Login) -> None:
        self._client = httpx.Client(base_url=url.rstrip("/"), timeout=30)
        self._login = login

    def __enter__(self) -> "Phone":
        return self

    def __exit__(self, *error: object) -> None:
        self._client.close()

    def sign_in(self) -> None:
        """From then on everything names its account."""
        self._ask("GET", "/api/v1/sign-in-options")  # brings the CSRF cookie
        given = {"username": self._login.number, "password": self._login.password}
        self._ask("POST", "/_allauth/browser/v1/auth/login", json=given)
        me = self._ask("GET", "/api/v1/people/me").json()
        self._client.headers["Aftercall-Account"] = me["id"]

    def send(self, letter: Letter) -> None:
        self._ask("PUT", f"/api/v1/checkins/{letter.id}", json=letter.body)

    def own_list(self) -> dict[str, dict[str, Any]]:
        """Every check-in that the server has of this person, by id."""
        rows: dict[str, dict[str, Any]] = {}
        cursor, more = "", True
        while more:
            params = {"since": cursor} if cursor else {}
            page = self._ask("GET", "/api/v1/checkins", params=params).json()
            rows |= {row["id"]: row for row in page["results"]}
            cursor, more = page["cursor"] or "", page["more"]
        return rows

    def _ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        """The answer, whenever it comes. Raises Refused for what waiting would not change."""
        deadline = time.monotonic() + PATIENCE
        while True:
            answer = self._try(method, path, **more)
            if answer is not None and answer.is_success:
                return answer
            if answer is not None and answer.status_code not in AWAY:
                raise Refused(f"{method} {path}: {answer.status_code} {answer.text[:200]}")
            if time.monotonic() > deadline:
                raise Refused(f"{method} {path}: no answer within {PATIENCE} seconds")
            time.sleep(float(answer.headers.get("Retry-After", PAUSE)) if answer else PAUSE)

    def _try(self, method: str, path: str, **more: Any) -> httpx.Response | None:
        headers = {
            "Device-Time": datetime.now(UTC).isoformat(),
            "X-CSRFToken": self._client.cookies.get("csrftoken") or "",
        }
        try:
            return self._client.request(method, path, headers=headers, **more)
        except httpx.TransportError:
            return None
