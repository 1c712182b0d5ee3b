"""Where one browser is reached, kept sealed."""

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Self

from cryptography.fernet import InvalidToken

from accounts import sealing

PURPOSE = "push"


@dataclass(frozen=True)
class Browser:
    """An address at its push service, and keys for what it alone can open; in its own words."""

    endpoint: str
    p256dh: str
    auth: str

    def sealed(self) -> str:
        return sealing.seal(json.dumps(asdict(self)), purpose=PURPOSE)

    def endpoint_hash(self) -> str:
        return sha256(self.endpoint.encode()).hexdigest()

    @classmethod
    def opened(cls, sealed: str) -> Self | None:
        """None where it was sealed under a key that is gone."""
        try:
            return cls(**json.loads(sealing.open_sealed(sealed, purpose=PURPOSE)))
        except InvalidToken:
            return None
