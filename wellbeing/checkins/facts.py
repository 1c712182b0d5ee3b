"""What trends may count of check-ins: one bounded vector of integers for each agent.

Every function takes a period and the name of the closing job's table (subject, cell), and yields
(cell, vector) for each agent who said something, or for a cell what its agents add up to. Nothing
that one agent does can make that agent's vector longer than the bound of its stream in
docs/privacy.md; no subject, person or row leaves.
"""

from collections.abc import Callable, Iterator
from itertools import chain, groupby
from operator import itemgetter
from typing import Any, Final

from django.db import connection

from wellbeing.checkins.rules import CYCLE_BOUND, CYCLE_WEIGHT, MOOD_WEIGHT, SOURCES
from wellbeing.checkins.steps import bounds, days, dialect, level, said, within
from wellbeing.core.counting import Period, Row

_FETCHED_AT_ONCE = 2_000


def mood_week(period: Period, members: str) -> Iterator[Row]:
    """(100 * the clipped distance of the week's mean mood from 3.25, 75)."""
    return _level("mood", period, members)


def energy_4wk(period: Period, members: str) -> Iterator[Row]:
    """The same of four weeks' energy."""
    return _level("energy", period, members)


def mood_day(period: Period, members: str) -> Iterator[Row]:
    """Seven times the same of one day, divided by the root of the number of active days."""
    first, whole = period.minutes()[0] // 1440, dialect().whole
    return _by_agent(
        f"""{days("mood", members)}, levels AS (
        SELECT cell, subject, 2 * (day - {first}) AS place, {level("mean")} AS level,
               sqrt(count(*) OVER (PARTITION BY subject)) AS root FROM days)
        SELECT subject, cell, place, {whole.format("level / root")},
               {whole.format(f"{MOOD_WEIGHT} / root")} FROM levels ORDER BY subject""",  # noqa: S608
        period,
    )


def cycle_13wk(period: Period, members: str) -> Iterator[Row]:
    """84 times (100 * the clipped distance from one's own mean, 50), scaled down to twelve slots.

    A slot is two hours of a weekday, from Monday on; values are cut towards zero, so the scaled
    vector never becomes longer than the bound.
    """
    whole, distance = dialect().whole, within("total / answers - own / said", 1.0)
    return _by_agent(
        f"""{said("mood", members)}, slots AS (
        SELECT cell, subject, (minute / 1440 + 3) %% 7 * 12 + minute %% 1440 / 120 AS slot,
               CAST(sum(mood) AS double precision) AS total, count(*) AS answers
        FROM local GROUP BY cell, subject, 3),
    means AS (
        SELECT *, sum(total) OVER (PARTITION BY subject) AS own,
               sum(answers) OVER (PARTITION BY subject) AS said FROM slots),
    distances AS (
        SELECT cell, subject, slot, {whole.format(f"100 * {distance}")} AS distance FROM means),
    sized AS (
        SELECT *, {dialect().lesser}(1.0, {CYCLE_BOUND!r} / sqrt(
               sum(distance * distance + {CYCLE_WEIGHT**2}) OVER (PARTITION BY subject)))
               AS scale FROM distances)
        SELECT subject, cell, 2 * slot, {whole.format("distance * scale")},
               {whole.format(f"{CYCLE_WEIGHT} * scale")} FROM sized ORDER BY subject""",  # noqa: S608
        period,
    )


def stress_4wk(period: Period, members: str) -> Iterator[Row]:
    """Thousandths of the sources that an agent named, each rounded down."""
    known = ", ".join(f"'{source}'" for source in SOURCES)
    found = _rows(
        f"""{said("sources", members)}, named AS (
        SELECT cell, subject, word.value AS source, count(*) AS times
        FROM local CROSS JOIN {dialect().words} WHERE word.value IN ({known})
        GROUP BY cell, subject, word.value)
        SELECT subject, cell, source, CAST(1000 * times / sum(times)
               OVER (PARTITION BY subject) AS double precision)
        FROM named ORDER BY subject""",  # noqa: S608  words of our own list
        period,
    )
    for _, named in groupby(found, key=itemgetter(0)):
        rows = list(named)
        yield rows[0][1], [(SOURCES.index(source), int(share)) for *_, source, share in rows]


def intervention(period: Period, members: str) -> Iterator[Row]:
    """(100 * the clipped change from the first to the second half, 100) of who said both."""
    first, last = period.minutes()
    middle = (first + last) // 2 // 1440
    change = within("later - earlier", 1.0)
    found = _rows(
        f"""{days("mood", members)}, halves AS (
        SELECT cell, subject, avg(CASE WHEN day < {middle} THEN mean END) AS earlier,
               avg(CASE WHEN day >= {middle} THEN mean END) AS later
        FROM days GROUP BY cell, subject)
        SELECT cell, {dialect().nearest.format(f"100 * {change}")} FROM halves
        WHERE earlier IS NOT NULL AND later IS NOT NULL""",  # noqa: S608
        period,
    )
    for cell, moved in found:
        yield cell, ((0, moved), (1, 100))


CONTRIBUTIONS: Final[dict[str, Callable[[Period, str], Iterator[Row]]]] = {
    "mood_week": mood_week,
    "mood_day": mood_day,
    "cycle_13wk": cycle_13wk,
    "stress_4wk": stress_4wk,
    "energy_4wk": energy_4wk,
    "intervention": intervention,
}
# What each place of a vector stands for.
NAMES: Final = {"stress_4wk": SOURCES}


def _level(column: str, period: Period, members: str) -> Iterator[Row]:
    # Most are members: it is cheaper to look up each of them once, at the end.
    wanted = f"""{days(column)}, levels AS (
        SELECT subject, {level("avg(mean)")} AS level FROM days GROUP BY subject)
        SELECT m.cell, sum(levels.level), count(*) FROM levels
        JOIN {members} m ON m.subject = levels.subject GROUP BY m.cell"""  # noqa: S608
    for cell, total, agents in _rows(wanted, period):
        yield cell, ((0, int(total)), (1, MOOD_WEIGHT * agents))


def _by_agent(query: str, period: Period) -> Iterator[Row]:
    """Rows (subject, cell, place, value, weight) as one vector for each agent."""
    for _, found in groupby(_rows(query, period), key=itemgetter(0)):
        rows = list(found)
        pairs = [((place, value), (place + 1, weight)) for *_, place, value, weight in rows]
        yield rows[0][1], list(chain.from_iterable(pairs))


def _rows(query: str, period: Period) -> Iterator[tuple[Any, ...]]:
    # A cursor on the server: a million agents are never in memory at once.
    with connection.chunked_cursor() as cursor:
        cursor.execute(query, bounds(period))
        while rows := cursor.fetchmany(_FETCHED_AT_ONCE):
            yield from rows
