"""Anybody may take all of their own away: valid, complete, and safe to open in a spreadsheet."""

import asyncio
import csv
import io
import json
from uuid import uuid4

import pytest
from asgiref.testing import ApplicationCommunicator
from django.db import connections

from tests.checkins.words import moment, tap, url
from tests.times import HOUR, NOON
from wellbeing.checkins import privacy
from wellbeing.core.csv import lines
from wellbeing.core.downloads import json_object

pytestmark = pytest.mark.django_db

EVERYTHING = "/api/v1/exports/everything.json"
TABLE = "/api/v1/exports/checkins.csv"


def rows_of(table: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline="")))


def test_everything_is_one_json_object(asha, ben, signed_in):
    phone, at = signed_in(asha), moment()
    phone.put(url(uuid4()), tap(mood=1, at=at, energy=4, feelings=["sad"], sources=["tools"]))
    signed_in(ben).put(url(uuid4()), tap())

    response = phone.get(EVERYTHING)
    everything = json.loads(response.getvalue())

    assert response["Content-Disposition"] == 'attachment; filename="aftercall.json"'
    assert response["Cache-Control"] == "no-store"
    assert response.streaming
    assert everything["roster"][0]["name"] == "Asha"
    assert everything["roster"][0]["roles"][0]["role"] == "agent"
    (checkin,) = everything["checkins"]
    assert checkin["answered_at"] == at.isoformat()
    assert (checkin["mood"], checkin["energy"], checkin["feelings"]) == (1, 4, ["sad"])


def test_somebody_without_a_check_in_gets_empty_lists(asha, signed_in):
    everything = json.loads(signed_in(asha).get(EVERYTHING).getvalue())

    assert everything["checkins"] == everything["views"] == []


def test_the_table_holds_one_line_for_each_check_in(asha, signed_in):
    phone = signed_in(asha)
    phone.put(url(uuid4()), tap(mood=1, at=moment(HOUR), body=["heat", "stomach"]))
    phone.put(url(uuid4()), tap(mood=5))

    response = phone.get(TABLE)
    table = response.getvalue()

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="aftercall-checkins.csv"'
    assert response["Cache-Control"] == "no-store"
    assert table.startswith(b"\xef\xbb\xbfanswered_at,mood,")
    assert table.count(b"\r\n") == 3
    assert [row["mood"] for row in rows_of(table)] == ["1", "5"]
    assert rows_of(table)[0]["body"] == "heat stomach"


def test_both_formats_hold_the_same_rows(asha, signed_in):
    phone = signed_in(asha)
    for mood in (1, 2, 3, 4, 5):
        phone.put(url(uuid4()), tap(mood=mood))

    everything = json.loads(phone.get(EVERYTHING).getvalue())
    table = rows_of(phone.get(TABLE).getvalue())

    assert [row["id"] for row in table] == [row["id"] for row in everything["checkins"]]
    assert set(table[0]) == set(privacy.COLUMNS)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx"])
def test_a_spreadsheet_shows_a_formula_as_words(cell):
    (text,) = lines(["name"], [[cell]])

    (_, row) = csv.reader(io.StringIO(text, newline=""))
    assert row == [f"'{cell}"]


def test_numbers_stay_numbers():
    (text,) = lines(["n"], [[-1]])

    assert text.endswith("\r\n-1\r\n")


def test_a_long_table_comes_in_parts_and_whole():
    parts = list(lines(["n"], ([n] for n in range(1201))))

    assert len(parts) == 3
    assert "".join(parts).count("\r\n") == 1202


def test_rows_are_joined_into_valid_json():
    text = "".join(json_object({"at": NOON}, {"a": [], "b": [{"x": 1}, {"x": "й\u2028"}]}))

    assert json.loads(text) == {"at": NOON.isoformat(), "a": [], "b": [{"x": 1}, {"x": "й\u2028"}]}


@pytest.mark.django_db(transaction=True)
def test_the_served_application_streams_it_too(asha, signed_in):
    from wellbeing.asgi import application, http

    phone = signed_in(asha)
    phone.put(url(uuid4()), tap(mood=4))
    cookie = f"sessionid={phone.cookies['sessionid'].value}".encode()

    async def fetch() -> bytes:
        scope = {
            "type": "http", "method": "GET", "path": EVERYTHING, "query_string": b"",
            "headers": [(b"host", b"localhost"), (b"cookie", cookie)], "http_version": "1.1",
        }  # fmt: skip
        talk = ApplicationCommunicator(application, scope)
        await talk.send_input({"type": "http.request", "body": b"", "more_body": False})
        start = await talk.receive_output(5)
        assert start["status"] == 200
        body, more = b"", True
        while more:
            part = await talk.receive_output(5)
            body, more = body + part.get("body", b""), part.get("more_body", False)
        await talk.wait(5)
        return body

    try:
        assert json.loads(asyncio.run(fetch()))["checkins"][0]["mood"] == 4
    finally:
        for thread in http._idle._queue:  # their connections would outlive the test database
            thread.submit(connections.close_all).result()
