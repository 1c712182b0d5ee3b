"""The diaries of the study: read, and moved to last week."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

from wellbeing.core.ids import uuid7

WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Answer:
    """What one participant answered to one prompt."""

    participant: str
    answered_at: datetime  # as it was, with the phone's own offset
    prompt_hour: int  # 12, 15, 18 or 21 for nearly all
    mood: int
    energy: int

    @property
    def id(self) -> UUID:
        """Made from the original moment and the participant, so that every run makes the same."""
        return uuid7(self.answered_at, Random(f"{self.participant} {self.answered_at}"))  # noqa: S311


def read(path: Path) -> list[Answer]:
    with path.open(newline="") as file:
        return [_answer(row) for row in csv.DictReader(file)]


def _answer(row: dict[str, str]) -> Answer:
    return Answer(
        participant=row["participant"],
        answered_at=datetime.fromisoformat(row["answered_at"]),
        prompt_hour=datetime.fromisoformat(row["scheduled_local"]).hour,
        mood=int(row["mood"]),
        energy=int(row["energy"]),
    )


def by_participant(answers: list[Answer]) -> Iterator[tuple[str, list[Answer]]]:
    names = dict.fromkeys(answer.participant for answer in answers)
    for name in names:
        yield name, [answer for answer in answers if answer.participant == name]


def shift_to_last_week(answers: list[Answer], now: datetime) -> timedelta:
    """Whole weeks, so that the last answer falls into the last full week (Monday to Sunday)."""
    last = max(answer.answered_at for answer in answers)
    return _monday(now) - _monday(last) - WEEK


def _monday(moment: datetime) -> date:
    """The first day of its week, on the clock that the moment carries."""
    return moment.date() - timedelta(days=moment.weekday())
