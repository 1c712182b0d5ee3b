from dataclasses import dataclass


@dataclass(frozen=True)
class Sample:
    name: str
    content: bytes
    word: str  # stands in its metadata alone, where exiftool finds it


def word(number: int) -> str:
    return f"canary{number:04d}berth"
