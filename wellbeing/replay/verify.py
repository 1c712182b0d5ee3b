"""Whether what the server has is what the participants said."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from wellbeing.replay.study import WEEK, Answer

# The known answers of the data's own README.
ROWS, PEOPLE = 3_943, 79
MOODS = {5: 2217, 4: 1395, 3: 253, 2: 72, 1: 6}
ENERGIES = {5: 1361, 4: 1522, 3: 742, 2: 265, 1: 53}
ENERGY_BY_HOUR = {12: (3.877, 962), 15: (4.142, 962), 18: (4.003, 967), 21: (3.957, 971)}

Lists = dict[str, dict[str, dict[str, Any]]]  # participant: id: row, as the server tells it


def differences(answers: list[Answer], lists: Lists) -> list[str]:
    """Every difference in words; none when all is well."""
    return [*_row_by_row(answers, lists), *_in_sum(answers, lists)]


def _row_by_row(answers: list[Answer], lists: Lists) -> Iterator[str]:
    expected = {(answer.participant, str(answer.id)): answer for answer in answers}
    found = {(name, id): row for name, rows in lists.items() for id, row in rows.items()}
    yield from (f"{name} lacks {id}" for name, id in expected.keys() - found.keys())
    yield from (f"{name} has {id} too much" for name, id in found.keys() - expected.keys())
    for key in expected.keys() & found.keys():
        if not _same(expected[key], found[key]):
            yield f"{key[0]} has another answer in {key[1]}"


def _same(answer: Answer, row: dict[str, Any]) -> bool:
    """Mood and energy, and the moment but for whole weeks: weekday, hour and offset are kept."""
    moment = datetime.fromisoformat(row["answered_at"])
    return (
        (row["mood"], row["energy"]) == (answer.mood, answer.energy)
        and moment.utcoffset() == answer.answered_at.utcoffset()
        and (moment - answer.answered_at) % WEEK == timedelta()
    )


def _in_sum(answers: list[Answer], lists: Lists) -> Iterator[str]:
    rows = [row for rows in lists.values() for row in rows.values()]
    hours = {str(answer.id): answer.prompt_hour for answer in answers}
    told: list[tuple[str, object, object]] = [
        ("people", PEOPLE, sum(1 for rows in lists.values() if rows)),
        ("rows", ROWS, len(rows)),
        ("moods", MOODS, dict(Counter(row["mood"] for row in rows))),
        ("energies", ENERGIES, dict(Counter(row["energy"] for row in rows))),
        ("energy by prompt hour", ENERGY_BY_HOUR, _energy_by_hour(rows, hours)),
    ]
    yield from (f"{what}: {known} known, {got} found" for what, known, got in told if known != got)


def _energy_by_hour(
    rows: list[dict[str, Any]], hours: dict[str, int]
) -> dict[int, tuple[float, int]]:
    """Mean energy (1 to 5, three decimals) and its number of rows, for each of the four prompts."""
    energies: dict[int, list[int]] = {hour: [] for hour in ENERGY_BY_HOUR}
    for row in rows:
        if row["energy"] is not None and (hour := hours.get(row["id"])) in energies:
            energies[hour].append(row["energy"])
    return {
        hour: (round(sum(some) / len(some), 3) if some else 0.0, len(some))
        for hour, some in energies.items()
    }
