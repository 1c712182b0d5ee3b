"""In which order a phone with a poor signal sends what was answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

from wellbeing.replay.study import Answer

SIGNAL = 0.3  # probability that there is a signal after an answer
TWICE = 0.1  # probability that something is sent twice
DISORDER = 0.5  # probability that what waited arrives out of order


@dataclass(frozen=True)
class Letter:
    """One PUT."""

    id: UUID
    body: dict[str, Any]


def letters(answers: list[Answer], *, shift: timedelta) -> Iterator[Letter]:
    """Every answer as a tap and a refinement, in bursts, some out of order and some twice."""
    chance = Random(answers[0].participant)  # noqa: S311  the same gaps in every run
    waiting: list[Letter] = []
    for answer in answers:
        waiting += _tap_and_refinement(answer, shift)
        if chance.random() < TWICE:
            waiting.append(chance.choice(waiting))
        if chance.random() < SIGNAL:
            yield from _burst(waiting, chance)
            waiting = []
    yield from _burst(waiting, chance)


def _burst(waiting: list[Letter], chance: Random) -> list[Letter]:
    if chance.random() < DISORDER:
        chance.shuffle(waiting)
    return waiting


def _tap_and_refinement(answer: Answer, shift: timedelta) -> list[Letter]:
    moment = answer.answered_at + shift
    tap = {
        "revision": 1,
        "answered_at": moment.isoformat(),
        "revised_at": moment.isoformat(),
        "mood": answer.mood,
    }
    refined = {
        "revision": 2,
        "revised_at": (moment + timedelta(seconds=20)).isoformat(),
        "energy": answer.energy,
    }
    return [Letter(answer.id, tap), Letter(answer.id, tap | refined)]
