"""What is said of a law is whole, sourced, dated, in three languages, and no legal advice."""

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from wellbeing.incidents import countries
from wellbeing.incidents.countries import CODES, code_for, pack, pack_for
from wellbeing.incidents.rules import ANSWER, CLOCKS, KINDS, LONGEST_PAUSE, SEVEREST

FILES = {path.stem: path for path in Path(countries.__file__).parent.glob("*.json")}
NO_ADVICE = {
    "en": "not legal advice",
    "zh-Hans": "不是法律意见",
    "ru": "не юридическая консультация",
}

TEXT = {"type": "string", "minLength": 1, "pattern": r"^\S(.*\S)?$"}
WORDS = {
    "type": "object",
    "properties": dict.fromkeys(NO_ADVICE, TEXT),
    "required": list(NO_ADVICE),
    "additionalProperties": False,
}


def whole(**properties):
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def many(each):
    return {"type": "array", "items": each}


SEVERITIES = [str(step) for step in range(SEVEREST + 1)]
SCHEMA = whole(
    code={"enum": list(CODES)},
    name=WORDS,
    note=WORDS,
    checked=TEXT,
    sources=many(
        whole(
            id=TEXT,
            title=TEXT,
            address={"type": "string", "pattern": r"^(https?://\S+|docs/decisions/\S+)$"},
            checked_on={"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
            how=TEXT,
        )
    ),
    categories={"type": "object", "propertyNames": {"enum": list(KINDS)}}
    | {"additionalProperties": WORDS},
    clocks=many(
        whole(
            clock={"enum": list(CLOCKS)},
            **{"for": many({"enum": [*SEVERITIES, "threat"]})},
            amount={"type": "integer", "minimum": 1},
            unit={"enum": ["hours", "days", "business_hours", "business_days"]},
            reason=TEXT,
        )
    ),
    limits=many(
        whole(
            clock={"enum": list(CLOCKS)},
            days={"type": "integer", "minimum": 1},
            source=TEXT,
            reason=TEXT,
        )
    ),
    steps=many(whole(id=TEXT, words=WORDS, right=WORDS, source=TEXT)),
)


def data(code):
    return json.loads(FILES[code].read_text())


def test_there_is_a_file_for_each_and_no_other():
    assert set(FILES) == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_a_pack_has_everything_in_its_place(code):
    jsonschema.validate(data(code), SCHEMA)
    assert data(code)["code"] == code


@pytest.mark.parametrize("code", CODES)
def test_every_source_that_is_named_is_there_and_was_looked_at(code):
    found = data(code)
    sources = {one["id"]: one for one in found["sources"]}

    assert len(sources) == len(found["sources"])
    used = {one["source"] for one in found["limits"] + found["steps"]}
    assert used <= set(sources)
    for one in sources.values():
        assert date(2026, 1, 1) <= date.fromisoformat(one["checked_on"]) <= date.today()  # noqa: DTZ011


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("language", NO_ADVICE)
def test_every_pack_says_that_it_is_no_legal_advice(code, language):
    assert NO_ADVICE[language] in pack(code).note[language]


@pytest.mark.parametrize("code", CODES)
def test_terms_are_there_for_all_kinds_or_none(code):
    assert set(pack(code).terms) in (set(KINDS), set())


@pytest.mark.parametrize("code", CODES)
def test_every_clock_has_a_time_for_whatever_is_reported(code):
    for clock in CLOCKS:
        for severity in range(SEVEREST + 1):
            calm = pack(code).figure(clock, severity=severity, threat=False)
            threat = pack(code).figure(clock, severity=severity, threat=True)
            assert threat.by_the_wall
            assert not calm.by_the_wall


def test_the_ceilings_are_those_of_the_directive():
    limits = pack("eu").limits

    assert {clock: limit.days for clock, limit in limits.items()} == {
        "acknowledge": 7,
        "answer": 89,
    }
    assert limits[ANSWER] > LONGEST_PAUSE


@pytest.mark.parametrize(
    ("country", "code"),
    [("GB", "uk"), ("KR", "kr"), ("JP", "jp"), ("DE", "eu"), ("IE", "eu"), ("CH", "none"),
     ("NO", "none"), ("", "none"), ("UK", "none")],
)  # fmt: skip
def test_a_person_has_the_pack_of_their_country(country, code):
    assert code_for(country) == pack_for(country).code == code


def test_what_the_law_asks_for_is_there_by_name():
    steps = {code: [one.id for one in pack(code).steps] for code in CODES}

    assert steps["none"] == []
    assert steps["kr"] == ["stop_work", "rest", "care", "evidence"]
    assert {"desk", "facts", "care", "prevention"} <= set(steps["jp"])
    assert "reasonable_steps" in steps["uk"]
