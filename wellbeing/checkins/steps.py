"""Steps of SQL that the facts of check-ins share, in the words of both databases."""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from wellbeing.checkins.rules import CENTRE, COUNTED_A_DAY, MOOD_CLIP
from wellbeing.core.counting import Period, local_minute


@dataclass(frozen=True)
class Dialect:
    """How one database says what the other says differently."""

    whole: str  # towards zero
    nearest: str
    lesser: str
    greater: str
    words: str  # one row `word` with a `value` for each source of a row `local`


_DIALECTS = {
    "sqlite": Dialect(
        whole="CAST({} AS integer)",
        nearest="CAST(round({}) AS integer)",
        lesser="min",
        greater="max",
        words="json_each(local.sources) AS word",
    ),
    "postgresql": Dialect(
        whole="CAST(trunc({}) AS integer)",
        nearest="CAST(round(CAST({} AS numeric)) AS integer)",  # halves away from zero, as SQLite
        lesser="least",
        greater="greatest",
        words="jsonb_array_elements_text(local.sources) AS word(value)",
    ),
}


def dialect() -> Dialect:
    return _DIALECTS[connection.vendor]


def _minute() -> str:
    return local_minute("c", "answered_at")


def within(value: str, limit: float) -> str:
    """SQL that keeps a value between -limit and limit."""
    said = dialect()
    return f"{said.greater}(-{limit!r}, {said.lesser}({limit!r}, {value}))"


def level(mean: str) -> str:
    """SQL for 100 * the clipped distance of a mean from the centre, as an integer."""
    return dialect().nearest.format(f"100.0 * {within(f'{mean} - {CENTRE!r}', MOOD_CLIP / 100)}")


def said(column: str, members: str = "") -> str:
    """`local`: what those in the table (or everybody) said in the period, arrived by its cut-off.

    Written down once by the database: it would work out the minute anew wherever it is named.
    """
    return f"""WITH placed AS MATERIALIZED ({_placed(column, members)}),
    local AS (SELECT * FROM placed WHERE minute >= %(first)s AND minute < %(last)s)"""  # noqa: S608


def days(column: str, members: str = "") -> str:
    """`days`: each agent's mean of the first two answers of each local day."""
    whose = "cell, subject" if members else "subject"
    placed = f"WITH placed AS ({_placed(column, members)})"
    return placed + _EACH_DAY[connection.vendor](column, whose)


def bounds(period: Period) -> dict[str, Any]:
    """What these steps ask for."""
    since, until = period.bounds()
    moments = {"since": since, "until": until, "cutoff": period.cutoff}
    first, last = period.minutes()
    adapted = {name: connection.ops.adapt_datetimefield_value(at) for name, at in moments.items()}
    return {**adapted, "first": first, "last": last}


def _placed(column: str, members: str) -> str:
    join = f"JOIN {members} m ON m.subject = c.subject" if members else ""
    return f"""
        SELECT {"m.cell, " if members else ""}c.subject, c.id, c.answered_at, c.{column},
               {_minute()} AS minute
        FROM checkins_checkin c {join} WHERE {_counts(column)}"""  # noqa: S608


def _counts(column: str) -> str:
    return f"""c.forgotten_at IS NULL AND c.{column} IS NOT NULL
        AND c.answered_at >= %(since)s AND c.answered_at < %(until)s
        AND c.answered_at <= %(cutoff)s AND c.received_at <= %(cutoff)s"""


_IN_PERIOD = "day * 1440 >= %(first)s AND day * 1440 < %(last)s"


def _ahead(column: str, whose: str) -> str:
    """The mean of an answer and the one after it, seen from the first: no second sort is needed.

    The day is told by the turn, which is 1, so that PostgreSQL does not work it out three times.
    """
    return f""", turns AS (
        SELECT {whose}, minute / 1440 AS day, avg(CAST({column} AS double precision)) OVER ahead
               AS mean, row_number() OVER ahead AS turn
        FROM placed WINDOW ahead AS (
            PARTITION BY {whose}, minute / 1440 ORDER BY answered_at, id
            ROWS BETWEEN CURRENT ROW AND {COUNTED_A_DAY - 1} FOLLOWING)),
    days AS (SELECT * FROM turns WHERE turn = 1
             AND (day + turn) * 1440 > %(first)s AND (day + turn) * 1440 <= %(last)s)"""  # noqa: S608


def _counted(column: str, whose: str) -> str:
    """Days with more answers than count are read again: SQLite sorts a group fast, a window slowly.

    CROSS JOIN is its word for "in this order".
    """
    return f""", daily AS MATERIALIZED (
        SELECT {whose}, minute / 1440 AS day, avg({column}) AS mean, count(*) AS answers
        FROM placed GROUP BY {whose}, minute / 1440),
    turns AS (
        SELECT {", ".join(f"daily.{name}" for name in whose.split(", "))}, day,
               c.{column} AS value, row_number() OVER (
               PARTITION BY daily.subject, day ORDER BY c.answered_at, c.id) AS turn
        FROM daily CROSS JOIN checkins_checkin c ON c.subject = daily.subject
             AND day = ({_minute()}) / 1440
        WHERE answers > {COUNTED_A_DAY} AND {_counts(column)}),
    days AS (
        SELECT {whose}, day, mean FROM daily WHERE answers <= {COUNTED_A_DAY} AND {_IN_PERIOD}
        UNION ALL
        SELECT {whose}, day, avg(value) FROM turns WHERE turn <= {COUNTED_A_DAY} AND {_IN_PERIOD}
        GROUP BY {whose}, day)"""  # noqa: S608


_EACH_DAY = {"postgresql": _ahead, "sqlite": _counted}
