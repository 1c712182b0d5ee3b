"""What the facts of a feature are given to count: a period, and who belongs to which group."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from uuid import UUID

from django.db import connection

from wellbeing.core.subjects import subject_of

TABLE = "people_of_a_closing"
PARTS = "parts_of_a_closing"
_BLOCK = 5_000
_DAY = timedelta(days=1)
_EPOCH = date(1970, 1, 1)

Vector = Sequence[tuple[int, int]]  # (place, value); what is not named is 0
Row = tuple[int, Vector]  # the group of one agent, and that agent's bounded integers


@dataclass(frozen=True, kw_only=True)
class Period:
    """Whole local days; what was said later or arrived after the cut-off is not counted."""

    starts_on: date
    ends_on: date  # the first day after it
    cutoff: datetime

    def minutes(self) -> tuple[int, int]:
        """From the first local minute to the first one after it, since 1970."""
        first, last = self.starts_on - _EPOCH, self.ends_on - _EPOCH
        return first // timedelta(minutes=1), last // timedelta(minutes=1)

    def bounds(self) -> tuple[datetime, datetime]:
        """Between these moments lie all its local days, whatever the offset of a place."""
        first = datetime.combine(self.starts_on, time(), tzinfo=UTC)
        last = datetime.combine(self.ends_on, time(), tzinfo=UTC)
        return first - _DAY, last + _DAY


@contextmanager
def counted(people: Iterable[tuple[UUID, int]]) -> Iterator[str]:
    """A temporary table of subjects and groups, for these diaries and groups.

    It is the one place where a subject stands beside a unit, and it ends with the transaction. The
    index makes sure that nobody is in two groups.
    """
    assert connection.in_atomic_block, "the table must not outlive its transaction"
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE {TABLE} (subject {_subject_type()} NOT NULL, cell integer)"
        )
    _fill(iter(people))
    with connection.cursor() as cursor:
        # Sorted once at the end: subjects come in no order, and would each look for their place.
        cursor.execute(f"CREATE UNIQUE INDEX {TABLE}_differ ON {TABLE} (subject)")
        if connection.vendor == "postgresql":
            cursor.execute(f"ANALYZE {TABLE}")
    yield TABLE
    # After an error there is nothing to drop: the table goes back with everything else.
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {TABLE}")


@contextmanager
def parts() -> Iterator[str]:
    """A temporary table of subjects and places of a vector, for what several features fill."""
    assert connection.in_atomic_block, "the table must not outlive its transaction"
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE {PARTS} (subject {_subject_type()}, place integer,"
            " PRIMARY KEY (subject, place))"
        )
    yield PARTS
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {PARTS}")


def local_minute(row: str, moment: str) -> str:
    """SQL for whole local minutes since 1970 of a row that has a moment and a utc_offset."""
    if connection.vendor == "postgresql":
        minute = f"CAST(floor(date_part('epoch', {row}.{moment}) / 60) AS bigint)"
    else:
        minute = f"strftime('%%s', {row}.{moment}) / 60"
    return f"{minute} + {row}.utc_offset"


def _subject_type() -> str:
    return "uuid" if connection.vendor == "postgresql" else "char(32)"


def _fill(people: Iterator[tuple[UUID, int]]) -> None:
    # In blocks: while rows are copied in, the connection cannot be asked for further people.
    while block := [(subject_of(diary), cell) for diary, cell in islice(people, _BLOCK)]:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                copy = cursor.cursor.copy(f"COPY {TABLE} (subject, cell) FROM STDIN")
                with connection.wrap_database_errors, copy as rows:
                    for row in block:
                        rows.write_row(row)
            else:
                insert = f"INSERT INTO {TABLE} (subject, cell) VALUES (%s, %s)"  # noqa: S608
                cursor.executemany(insert, [(subject.hex, cell) for subject, cell in block])
