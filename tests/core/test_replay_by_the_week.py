"""The replay moves diaries by whole weeks, and makes the same ids every time."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from wellbeing.replay.letters import letters
from wellbeing.replay.study import WEEK, Answer, shift_to_last_week

SUNDAY = datetime(2020, 3, 29, 22, 0, tzinfo=timezone(timedelta(hours=2)))


def answer(at: datetime = SUNDAY, participant: str = "p01") -> Answer:
    return Answer(participant=participant, answered_at=at, prompt_hour=21, mood=4, energy=5)


@pytest.mark.parametrize("weekday", range(7))
def test_the_last_answer_falls_into_the_last_full_week(weekday):
    monday = datetime(2026, 11, 16, 0, 30, tzinfo=UTC)

    moved = SUNDAY + shift_to_last_week([answer()], monday + timedelta(days=weekday))

    assert moved == datetime(2026, 11, 15, 22, 0, tzinfo=SUNDAY.tzinfo)
    assert (moved - SUNDAY) % WEEK == timedelta()


def test_ids_are_of_the_moment_and_the_participant():
    assert answer().id == answer().id
    assert answer().id.version == 7
    assert answer().id.int >> 80 == int(SUNDAY.timestamp() * 1000)
    assert answer(participant="p02").id != answer().id


def test_every_answer_is_sent_as_a_tap_and_a_refinement_and_some_twice():
    answers = [answer(SUNDAY + n * timedelta(hours=3)) for n in range(60)]

    sent = list(letters(answers, shift=timedelta()))

    said = {(letter.id, letter.body["revision"]) for letter in sent}
    assert said == {(one.id, revision) for one in answers for revision in (1, 2)}
    assert len(sent) > len(said)
    assert [letter.id for letter in sent] != sorted(letter.id for letter in sent)
