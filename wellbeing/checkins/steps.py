"""Steps of SQL that the facts of check-ins share, in the words of both databases."""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from wellbeing.checkins.rules import CENTRE, COUNTED_A_DAY, MOOD_CLIP
from wellbeing.core.counting import Period


@dataclass(frozen=True)
class Dialect:
    """How one database says what the other says differently."""

    minute: str  # whole local minutes since 1970 of a row `c`
    whole: str  # towards zero
    nearest: str
    lesser: str
    greater: str
    words: str  # one row `word` with a `value` for each source of a row `local`


_DIALECTS = {
    "sqlite": Dialect(
        minute="strftime('%%s', c.answered_at) / 60 + c.utc_offset",
        whole="CAST({} AS integer)",
        nearest="CAST(round({}) AS integer)",
        lesser="min",
        greater="max",
        words="json_each(local.sources) AS word",
    ),
    "postgresql": Dialect(
        minute="CAST(floor(extract(epoch FROM c.answered_at) / 60) AS bigint) + c.utc_offset",
        whole="CAST(trunc({}) AS integer)",
        nearest="CAST(round({}) AS integer)",
        lesser="least",
        greater="greatest",
        words="jsonb_array_elements_text(local.sources) AS word(value)",
    ),
}


def dialect() -> Dialect:
    return _DIALECTS[connection.vendor]


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
    join = f"JOIN {members} m ON m.subject = c.subject" if members else ""
    return f"""WITH placed AS MATERIALIZED (
        SELECT {"m.cell, " if members else ""}c.subject, c.id, c.answered_at, c.{column},
               {dialect().minute} AS minute
        FROM checkins_checkin c {join}
        WHERE c.forgotten_at IS NULL AND c.answered_at >= %s AND c.answered_at < %s
          AND c.answered_at <= %s AND c.received_at <= %s),
    local AS (SELECT * FROM placed WHERE minute >= %s AND minute < %s)"""  # noqa: S608


def days(column: str, members: str = "") -> str:
    """`days`: each agent's mean of the first two answers of each local day.

    The mean of an answer and the one after it, seen from the first: no second sort is needed.
    """
    return f"""{said(column, members)}, turns AS (
        SELECT {"cell, " if members else ""}subject, minute / 1440 AS day,
               avg(CAST({column} AS double precision)) OVER ahead AS mean,
               row_number() OVER ahead AS turn
        FROM local WHERE {column} IS NOT NULL
        WINDOW ahead AS (PARTITION BY subject, minute / 1440 ORDER BY answered_at, id
                         ROWS BETWEEN CURRENT ROW AND {COUNTED_A_DAY - 1} FOLLOWING)),
    days AS (SELECT * FROM turns WHERE turn = 1)"""  # noqa: S608


def bounds(period: Period) -> list[Any]:
    """What `said` asks for, in its order."""
    moments = (*period.bounds(), period.cutoff, period.cutoff)
    return [*map(connection.ops.adapt_datetimefield_value, moments), *period.minutes()]
