"""A phone as its browser shows itself, and the push service that it is reached by."""

import json
import threading
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import UUID, uuid4

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02

from accounts.models import User
from tests.people import ApiClient, sign_in

PUBLIC = "https://updates.push.services.mozilla.com/wpush/v2/"


def base64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


@dataclass
class Received:
    """One push as the push service saw it."""

    path: str
    headers: dict[str, str]
    body: bytes

    def claims(self) -> dict[str, Any]:
        """What the sender swore, after its signature was checked."""
        assert Vapid02.verify(self.headers["authorization"])
        token = self.headers["authorization"].split("t=")[1].split(".")[1]
        found: dict[str, Any] = json.loads(urlsafe_b64decode(token + "=="))
        return found


@dataclass
class PushService:
    """Takes what is sent, and answers as it is told: one answer after the other, then 201."""

    origin: str
    received: list[Received] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)

    def will_answer(self, status: int, **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers.append((status, named))


@contextmanager
def push_service() -> Iterator[PushService]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            named = {name.lower(): value for name, value in self.headers.items()}
            service.received.append(Received(self.path, named, body))
            status, headers = service.answers.pop(0) if service.answers else (201, {})
            if not status:  # falls silent after it took everything
                return
            self.send_response(status)
            for name, value in {"Content-Length": "0", **headers}.items():
                self.send_header(name, value)
            self.end_headers()

        def do_GET(self) -> None:
            """So would a redirect come that was followed."""
            service.received.append(Received(self.path, {}, b""))
            self.send_error(404)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service = PushService(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield service
    server.shutdown()
    server.server_close()
    thread.join()


class Phone(ApiClient):
    """Somebody's own phone, signed in; it alone can open what is sent to it."""

    def __init__(self, person: User, *, origin: str = PUBLIC, kind: str = "own") -> None:
        super().__init__()
        self.owner = person
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.secret = uuid4().bytes
        self.endpoint = f"{origin}/{uuid4()}"
        self.device = uuid4()
        sign_in(self, person)
        self.put(f"/api/v1/devices/{self.device}", {"kind": kind})

    def gives(self) -> dict[str, str]:
        point = self.private.public_key().public_bytes(
            Encoding.X962, PublicFormat.UncompressedPoint
        )
        return {"endpoint": self.endpoint, "p256dh": base64(point), "auth": base64(self.secret)}

    def asks_to_be_told(self, **changed: str):
        return self.put(url(self.device), self.gives() | changed)

    def is_told(self) -> bool:
        found: bool = self.get(url("mine")).json()["on"]
        return found

    def opens(self, push: Received) -> Any:
        text = http_ece.decrypt(
            push.body, private_key=self.private, auth_secret=self.secret, version="aes128gcm"
        )
        return json.loads(text)


def url(id: UUID | str) -> str:
    return f"/api/v1/push-subscriptions/{id}"


def browser() -> dict[str, str]:
    """What some browser would give; nobody can open what is sent there."""
    point = ec.generate_private_key(ec.SECP256R1()).public_key()
    raw = point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return {"endpoint": PUBLIC + uuid4().hex, "p256dh": base64(raw), "auth": base64(uuid4().bytes)}
