"""A spreadsheet's text, cut into cells."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

COLUMNS = (
    "personnel_number", "name", "email", "language", "time_zone", "country",
    "site", "department", "team", "roles", "left",
)  # fmt: skip
REQUIRED = ("personnel_number", "name")
MOST_ROWS = 20_000


@dataclass(frozen=True)
class Problem:
    """What is wrong in one cell; row 1 is the header, and the column may be empty."""

    row: int
    column: str
    message: str


@dataclass(frozen=True)
class Line:
    row: int
    cells: dict[str, str]  # only the columns that the file has


def read_table(text: str) -> tuple[list[Line], list[Problem]]:
    """Its rows below the header, and what keeps the file from being read at all."""
    text = text.removeprefix("\ufeff")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        return [], [Problem(1, "", _("This is not a table: a quotation mark is missing."))]
    header = [cell.strip().lower().replace(" ", "_") for cell in rows[0]] if rows else []
    problems = list(_wrong_header(header)) or list(_wrong_rows(rows, len(header)))
    return ([] if problems else list(_lines(rows, header))), problems


def _wrong_header(header: list[str]) -> Iterator[Problem]:
    if not set(header) & set(COLUMNS):
        yield Problem(1, "", _("This is not a table with the names of its columns on top."))
        return
    for name in REQUIRED:
        if name not in header:
            yield Problem(1, name, _("This column is missing."))
    for place, name in enumerate(header):
        if name not in COLUMNS:
            yield Problem(1, name[:40], _("This column is not known here."))
        elif name in header[:place]:
            yield Problem(1, name, _("This column is there twice."))


def _wrong_rows(rows: list[list[str]], width: int) -> Iterator[Problem]:
    if not any(map(any, rows[1:])):
        yield Problem(1, "", _("There is nobody in this file."))
    if len(rows) > MOST_ROWS:
        yield Problem(MOST_ROWS, "", _("The file is too long. Cut it into several."))
        return
    for row, cells in enumerate(rows[1:], start=2):
        if len(cells) > width:
            yield Problem(row, "", _("This row has more cells than the first one."))


def _lines(rows: list[list[str]], header: list[str]) -> Iterator[Line]:
    for row, cells in enumerate(rows[1:], start=2):
        if any(cell.strip() for cell in cells):
            padded = [*cells, *[""] * (len(header) - len(cells))]
            values = (" ".join(cell.split()) for cell in padded)
            yield Line(row, dict(zip(header, values, strict=True)))
