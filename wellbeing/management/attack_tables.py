"""What the attacks found, as the tables of docs/privacy.md."""

from collections.abc import Iterable
from typing import Any

Row = Iterable[Any]


def tables(found: dict[str, Any]) -> str:
    return "\n\n".join(
        [
            _subtraction(found["subtraction"]),
            *(_guessing(name, rows) for name, rows in found["guessing"].items()),
            _knowing(found["knowing"], found["one_week_off_by"]),
            _recompute(found["recompute"]),
            _checks(found["checks"]),
        ]
    )


def _subtraction(rows: list[dict[str, Any]]) -> str:
    head = ["A groups are hidden below", "hidden in a year",
            "of them found out", "single people", "off by, with means rounded"]  # fmt: skip
    body = [
        [one["name"], one["hidden"], one["recovered"], one["single"], _number(one["off_by"], 2)]
        for one in rows
    ]
    return _table(head, body)


def _guessing(name: str, rows: list[dict[str, Any]]) -> str:
    head = [f"{name}, against", "pairs sorted right", "found, 1 % accused wrongly"]
    return _table(head, [[one["name"], _number(one["auc"]), _number(one["found"])] for one in rows])


def _knowing(rows: list[dict[str, Any]], off: dict[str, float]) -> str:
    head = ["knowing every other answer", "pairs sorted right", "give or take", "allowed"]
    told = _table(head, [_told(one) for one in rows])
    return (
        f"{told}\n\nG The one answer of a week that four accounts of a manager leave unknown is "
        f"guessed {off['by_rule_of_five']:.2f} steps off by the usual rule, and "
        f"{off['released']:.0f} steps off here (moods have 1 to 5)."
    )


def _recompute(rows: list[dict[str, Any]]) -> str:
    head = ["F were a week blurred anew on each look (it is not)", "pairs sorted right",
            "give or take", "by theory"]  # fmt: skip
    return _table(head, [_told(one) for one in rows])


def _told(one: dict[str, Any]) -> Row:
    return [one["name"], _number(one["auc"]), _number(one["error"]), _number(one["allowed"])]


def _checks(rows: list[dict[str, Any]]) -> str:
    body = [
        [one["name"], _number(one["measured"]), _number(one["at_least"]), one["limit"],
         "holds" if one["holds"] else "BROKEN"]
        for one in rows
    ]  # fmt: skip
    return _table(["check", "measured", "less what may be luck", "limit", ""], body)


def _number(value: float | None, places: int = 3) -> str:
    return "-" if value is None else f"{value:.{places}f}"


def _table(head: Row, rows: Iterable[Row]) -> str:
    lines = [head, ["---"] * len(list(head)), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)
