"""Plays all phones at once, against a running server."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

from wellbeing.replay.letters import letters
from wellbeing.replay.people import settle_participant, study_unit
from wellbeing.replay.phone import Phone
from wellbeing.replay.study import Answer, by_participant, shift_to_last_week
from wellbeing.replay.verify import Lists

PHONES_AT_ONCE = 6


def play(answers: list[Answer], *, url: str, now: datetime, said: Callable[[], Any]) -> Lists:
    """Send everything; returns what the server then has of each participant.

    `said` is called once for each answer of the study that has been sent.
    """
    diaries = dict(by_participant(answers))
    shift = shift_to_last_week(answers, now)
    unit = study_unit()

    def one(name: str) -> dict[str, dict[str, Any]]:
        login = settle_participant(name, unit)
        with Phone(url, login) as phone:
            return _one(diaries[name], phone=phone, shift=shift, said=said)

    with ThreadPoolExecutor(PHONES_AT_ONCE) as pool:
        return dict(zip(diaries, pool.map(one, diaries), strict=True))


def _one(
    diary: list[Answer], *, phone: Phone, shift: timedelta, said: Callable[[], Any]
) -> dict[str, dict[str, Any]]:
    phone.sign_in()
    sent = set()
    for letter in letters(diary, shift=shift):
        phone.send(letter)
        if letter.id not in sent:
            sent.add(letter.id)
            said()
    return phone.own_list()
