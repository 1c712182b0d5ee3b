"""Files as a phone sends them, part by part."""

from hashlib import sha256
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

from django.test import Client
from PIL import Image, ImageDraw

from tests.incidents.reports import url
from wellbeing.incidents.evidence.rules import PART, parts_of


def picture(
    seed: int = 0, size: tuple[int, int] = (90, 60), form: str = "PNG", **more: Any
) -> bytes:
    drawn = Image.new("RGB", size, (seed * 40 % 255, 90, 160))
    ImageDraw.Draw(drawn).ellipse((10, 10, 20 + seed % 40, 50), fill=(240, 200, 90))
    out = BytesIO()
    drawn.save(out, form, **more)
    return out.getvalue()


def noise(parts: float = 2.5) -> bytes:
    """Text of more than one part, each different from the other."""
    lines = (f"{number} she said it again\n" for number in range(int(parts * PART / 18)))
    return "".join(lines).encode()[: int(parts * PART)]


def announced(content: bytes, name: str = "chat.png") -> dict[str, Any]:
    return {"name": name, "size": len(content), "sha256": sha256(content).hexdigest()}


def part(content: bytes, number: int) -> bytes:
    return content[number * PART : (number + 1) * PART]


def file_url(report: object, file: object, more: str = "") -> str:
    return url(report, f"/files/{file}{more}")


def announce(client: Any, report: UUID, content: bytes, *, file: UUID | None = None, **more: Any):
    file = file or uuid4()
    return file, client.put(file_url(report, file), announced(content, **more))


def send(client: Any, report: UUID, file: UUID, content: bytes, number: int):
    address = file_url(report, file, f"/parts/{number}")
    body = part(content, number)
    return client.generic("PUT", address, body, content_type="application/octet-stream")


def hand_in(client: Client, report: UUID, content: bytes, **more: Any) -> dict[str, Any]:
    """All of it; the last answer, with the id."""
    file, answer = announce(client, report, content, **more)
    assert answer.status_code == 200, answer.content
    for number in range(parts_of(len(content))):
        answer = send(client, report, file, content, number)
        assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def files(client: Any, report: UUID) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(url(report, "/files")).json()["results"]
    return found
