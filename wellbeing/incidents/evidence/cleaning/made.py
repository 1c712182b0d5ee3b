from dataclasses import dataclass


class Refusal(Exception):
    """Why no copy is made; the code of a reason (messages.py)."""


@dataclass(frozen=True)
class Made:
    """What may be looked at: made by us, with nothing of the original but what is seen or heard."""

    kind: str
    type: str
    content: bytes
