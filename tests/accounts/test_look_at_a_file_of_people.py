"""A file is looked at row by row first: what would change, and what is wrong with it."""

import time
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Invitation, User
from tests.accounts.roster import HEADER, NOOR, Desk, problems

pytestmark = pytest.mark.django_db


def test_a_preview_says_what_would_come_and_writes_nothing(desk, team):
    seen = desk.look(NOOR).json()

    assert (seen["rows"], seen["created"], seen["units"], seen["applied_at"]) == (1, 1, 0, None)
    assert seen["changes"][0] | {"fields": []} == {
        "row": 2,
        "personnel_number": "n1",
        "name": "Noor Haddad",
        "change": "created",
        "fields": [],
    }
    assert not User.objects.filter(personnel_number="n1").exists()


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("x1,Xu,,,,,,,,boss,", "roles"),
        ("x1,Xu,,,Mars/Olympus,,,,,,", "time_zone"),
        ("x1,,,,,,,,,,", "name"),
        (",Xu,,,,,,,,,", "personnel_number"),
        ("x1,Xu,not an address,,,,,,,,", "email"),
        ("x1,Xu,ada@northwind.example,,,,,,,,", "email"),
        ("x1,Xu,,tlh,,,,,,,", "language"),
        ("x1,Xu,,,,Poland,,,,,", "country"),
        ("x1,Xu,,,,,,Billing,,,", "site"),
        ("x1,Xu,,,,,Kraków,,Billing 1,,", "department"),
        ("x1,Xu,,,,,,,,agent@Atlantis,", "roles"),
        ("x1,Xu,,,,,,,,,perhaps", "left"),
        ("x1,Xu,,,,,,,,,,more", ""),
        (f"x1,{'x' * 121},,,,,,,,,", "name"),
        ("ada,Ada,,,,,,,,agent,", "roles"),
        ("ada,Ada,,,,,,,,,yes", "left"),
    ],
)
def test_each_mistake_is_named_in_its_row_and_column(desk, ada, team, row, column):
    User.objects.filter(pk=ada.pk).update(email="ada@northwind.example")

    answer = desk.look(row)

    assert problems(answer) == [(2, column)]
    assert answer.json()["errors"][0]["message"]
    assert desk.apply().json()["code"] == "roster_has_errors"
    assert User.objects.filter(personnel_number="x1").count() == 0


def test_a_number_or_an_address_twice_names_the_first_row(desk, team):
    rows = ["x1,Xu,xu@x.example,,,,,,,,", "X1,Yi,,,,,,,,,", "x3,Zoe,XU@x.example,,,,,,,,"]

    answer = desk.look(*rows)

    assert problems(answer) == [(3, "personnel_number"), (4, "email")]
    assert "2" in answer.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    "text",
    ["", "\n", "hello", '{"people": []}', 'personnel_number,name\n"x1,Xu', "name\nXu", HEADER],
)
def test_what_is_no_table_of_people_is_refused(desk, text):
    answer = desk.look(text=text)

    assert answer.json()["errors"]
    assert desk.apply().json()["code"] == "roster_has_errors"


@pytest.mark.parametrize("text", ['"\\u0000"', '"\\ud800"', "null", "[]"])
def test_what_is_no_text_is_refused(desk, text):
    body = f'{{"file_name": "people.csv", "text": {text}}}'
    url = f"/api/v1/roster-imports/{uuid4()}"

    assert desk.client.put(url, body, content_type="application/json").status_code == 400


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_spreadsheets_way_of_saving_is_read(desk, team, delimiter):
    text = "\ufeff" + f"{HEADER}\r\n{NOOR}\r\n".replace(",", delimiter)

    assert desk.look(text=text).json()["created"] == 1


def test_an_administrator_of_a_site_changes_nothing_beyond_it(site_desk, ada, organisation, asha):
    ada.unit = organisation
    ada.save()
    rows = [
        "x1,Xu,,,,,Gdynia,,,,",
        "x2,Yi,,,,,Kraków,Billing,Billing 1,manager@Northwind Care,",
        "ada,Ada,,,,,,,,,yes",
    ]

    answer = site_desk.look(*rows)

    assert problems(answer) == [(2, "site"), (3, "roles"), (4, "personnel_number")]


def test_an_administrator_of_a_site_cannot_touch_a_wider_one(site_desk, ada):
    """Ada sits in a team of the site, but administers all of it."""
    by_name = site_desk.look("ada,Ada,mine@x.example,,,,Kraków,Billing,Billing 1,,")
    by_absence = site_desk.look("x1,Xu,,,,,Kraków,,,,", absent_leave=True)

    assert problems(by_name) == [(2, "personnel_number")]
    assert by_absence.json()["left"] == 0


@pytest.mark.parametrize("who", ["asha", "pia", "cole", "tara", "sam", "mona"])
def test_nobody_else_brings_people(request, signed_in, who):
    client = signed_in(request.getfixturevalue(who))

    assert Desk(client).look(NOOR).status_code == 403


def test_five_thousand_rows_take_seconds_and_few_queries(desk, team):
    who = "p{0},Person {0},p{0}@x.example,en,Europe/Warsaw,PL"
    rows = [
        f"{who},Kraków,D{{1}},T{{2}},agent|peer,".format(n, n % 20, n % 160) for n in range(5000)
    ]

    start = time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        seen = desk.look(*rows).json()
    took = time.perf_counter() - start

    assert (seen["created"], seen["units"], seen["errors"]) == (5000, 180, [])
    assert len(queries) < 25
    assert took < 10  # a few seconds on a quiet machine
    with CaptureQueriesContext(connection) as queries:
        assert desk.apply().status_code == 200
    assert len(queries) < 250
    assert Invitation.objects.count() == 5000
