"""What the law of a country asks for, as data; none of it is legal advice."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

_HERE: Final = Path(__file__).parent
CODES: Final = ("none", "eu", "jp", "kr", "uk")
EU: Final = frozenset(
    {
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
        "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
    }
)  # fmt: skip
_OWN: Final = {"GB": "uk", "JP": "jp", "KR": "kr"}
THREAT: Final = "threat"

Words = dict[str, str]  # by language


@dataclass(frozen=True)
class Source:
    title: str
    address: str
    checked_on: date
    how: str


@dataclass(frozen=True)
class Figure:
    """How long a clock runs: in opening hours or days, or by the wall."""

    amount: int
    unit: str

    @property
    def by_the_wall(self) -> bool:
        return not self.unit.startswith("business")

    def time(self, working_day: timedelta) -> timedelta:
        units = {"hours": timedelta(hours=1), "days": timedelta(days=1)}
        units |= {"business_hours": timedelta(hours=1), "business_days": working_day}
        return self.amount * units[self.unit]


@dataclass(frozen=True)
class Step:
    """What has to be done in a case, as a handler reads it and as the reporter may ask for it."""

    id: str
    words: Words
    right: Words
    source: Source


@dataclass(frozen=True)
class Pack:
    code: str
    name: Words
    note: Words  # what this is, and that it is not legal advice
    steps: tuple[Step, ...]
    terms: dict[str, Words]  # of our kinds, in the terms of that law
    figures: dict[tuple[str, str], Figure]
    limits: dict[str, timedelta]

    def figure(self, clock: str, *, severity: int, threat: bool) -> Figure:
        return self.figures[clock, THREAT if threat else str(severity)]

    def step(self, id: str) -> Step | None:
        return next((one for one in self.steps if one.id == id), None)


def code_for(country: str) -> str:
    return _OWN.get(country, "eu" if country in EU else "none")


def pack_for(country: str) -> Pack:
    """By a country as ISO 3166 writes it; whatever has no pack of its own has "none"."""
    return pack(code_for(country))


@cache
def pack(code: str) -> Pack:
    data = raw(code)
    sources = {one.pop("id"): _source(one) for one in data["sources"]}
    # Where a law says nothing of a time, the house's own holds.
    clocks = data["clocks"] or raw("none")["clocks"]
    return Pack(
        code=code,
        name=data["name"],
        note=data["note"],
        steps=tuple(_step(one, sources) for one in data["steps"]),
        terms=data["categories"],
        figures={
            (one["clock"], key): Figure(one["amount"], one["unit"])
            for one in clocks
            for key in one["for"]
        },
        limits={one["clock"]: timedelta(days=one["days"]) for one in data["limits"]},
    )


def raw(code: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((_HERE / f"{code}.json").read_text())
    return data


def _source(one: dict[str, str]) -> Source:
    on = date.fromisoformat(one["checked_on"])
    return Source(title=one["title"], address=one["address"], checked_on=on, how=one["how"])


def _step(one: dict[str, Any], sources: dict[str, Source]) -> Step:
    return Step(one["id"], one["words"], one["right"], sources[one["source"]])
