"""Made-up devices that report abuse, each sending until it hears that what it sent is stored."""

import random
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

import httpx

from wellbeing.incidents.evidence.rules import PART
from wellbeing.incidents.receipts import LETTERS, RANDOM, checksum

WORTH_REPEATING: Final = {408, 425, 429, 500, 502, 503, 504}
RAW: Final = {"Content-Type": "application/octet-stream"}
EACH: Final = 9  # reports of one device, so that none comes near a limit


@dataclass(frozen=True)
class File:
    id: str
    content: bytes

    @property
    def words(self) -> str:
        """Of its first line, which stands in no other: after "0: "."""
        return self.content[3:43].decode()

    @property
    def digest(self) -> str:
        return sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Submission:
    """`name` is the id of a signed report and the receipt of the others."""

    identity: str
    name: str
    story: str
    happened_at: str
    file: File | None = None


@dataclass
class Device:
    """Somebody's phone; without a session one that reports without a name."""

    number: int
    session: str = ""
    chance: random.Random = field(default_factory=random.Random)
    sent: list[Submission] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)

    def headers(self) -> dict[str, str]:
        address = {"X-Forwarded-For": f"10.{self.number >> 8}.{self.number & 255}.1"}
        if not self.session:
            return address
        cookies = f"sessionid={self.session}; csrftoken={'t' * 32}"
        return address | {"Cookie": cookies, "X-CSRFToken": "t" * 32}

    def report(self, line: httpx.Client, count: int) -> None:
        for n in range(count):
            what = self._written(n)
            self._send(line, what)
            if what.file:
                self._hand_in(line, what, what.file)
            if n % 3 == 1:
                self._write(line, what)
            self.sent.append(what)

    def _send(self, line: httpx.Client, what: Submission) -> None:
        said: dict[str, Any] = {"kinds": ["insult"], "severity": 1, "story": what.story}
        said |= {"happened_at": what.happened_at, "reference": what.name[:8]}
        if what.identity == "anonymous":
            body = said | {"receipt": what.name}
            self._until_stored(line, "POST", "anonymous-reports", json=body)
        else:
            body = said | {"identity": what.identity}
            self._until_stored(line, "PUT", f"reports/{what.name}", json=body)

    def _write(self, line: httpx.Client, what: Submission) -> None:
        """A word more: the case moves on while its report may be about to be told of again."""
        text = f"{self.number}: {self._id()}"
        said = {"text": text}
        if what.identity == "anonymous":
            more = {"receipt": what.name, "id": self._id()}
            self._until_stored(line, "POST", "receipt-messages", json=said | more)
        else:
            place = f"reports/{what.name}/messages/{self._id()}"
            self._until_stored(line, "PUT", place, json=said)
        self.written.append(text)

    def _written(self, n: int) -> Submission:
        signed = self.chance.choice(("named", "confidential"))
        at = (datetime.now(UTC) - timedelta(minutes=self.chance.randrange(1, 600))).isoformat()
        name = self._id() if self.session else _receipt()
        story = f"{self.number}-{n}: {self._id()} звонок 电话"
        file = self._recorded() if n % 3 == 0 else None
        return Submission(signed if self.session else "anonymous", name, story, at, file)

    def _id(self) -> str:
        return str(UUID(int=self.chance.getrandbits(128)))

    def _recorded(self) -> File:
        """A text; one in eight is of more than one part."""
        lines = self.chance.randrange(6000, 12000) if self.chance.random() < 0.125 else 40
        text = "\n".join(f"{n}: {self.chance.getrandbits(160):040x}" for n in range(lines))
        return File(self._id(), text.encode())

    def _hand_in(self, line: httpx.Client, what: Submission, file: File) -> None:
        """As the app does: from where the server says that it has everything so far."""
        size = len(file.content)
        said = {"name": f"{file.id}.txt", "size": size, "sha256": file.digest}
        if what.identity == "anonymous":
            more = {"receipt": what.name, "id": file.id}
            known = self._until_stored(line, "POST", "receipt-files", json=said | more)
        else:
            known = self._until_stored(line, "PUT", _place(what, file), json=said)
        while known["state"] == "arriving":
            number = known["received"] // PART
            known = self._hand_in_part(line, what, file, number)
        assert (known["received"], known["state"]) != (size, "refused"), known

    def _hand_in_part(
        self, line: httpx.Client, what: Submission, file: File, number: int
    ) -> dict[str, Any]:
        part = file.content[number * PART : (number + 1) * PART]
        if what.identity != "anonymous":
            place = f"{_place(what, file)}/parts/{number}"
            return self._until_stored(line, "PUT", place, content=part, headers=RAW)
        form = {"receipt": what.name, "file": file.id, "number": str(number)}
        return self._until_stored(line, "POST", "receipt-parts", data=form, files={"part": part})

    def _until_stored(
        self, line: httpx.Client, method: str, path: str, **content: Any
    ) -> dict[str, Any]:
        headers = self.headers() | content.pop("headers", {})
        while True:
            answer = self._ask(line, method, path, headers=headers, **content)
            if answer is not None and answer.is_success:
                found: dict[str, Any] = answer.json()
                return found
            code = answer.status_code if answer is not None else 503
            assert code in WORTH_REPEATING, f"{method} {path}: {answer and answer.text}"
            time.sleep(self.chance.uniform(0.02, 0.2))

    def _ask(
        self, line: httpx.Client, method: str, path: str, **content: Any
    ) -> httpx.Response | None:
        try:
            answer = line.request(method, f"/api/v1/{path}", **content)
        except httpx.TransportError:
            self.answers[0] += 1
            return None
        self.answers[answer.status_code] += 1
        return answer


def _place(what: Submission, file: File) -> str:
    return f"reports/{what.name}/files/{file.id}"


def _receipt() -> str:
    chance = random.SystemRandom()
    letters = "".join(chance.choice(LETTERS) for _ in range(RANDOM))
    return letters + checksum(letters)
