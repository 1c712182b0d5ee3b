"""An administrator looks at a file row by row, then applies it as a whole or not at all."""

import csv
import io
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Invitation, RoleGrant, RosterImport, Session, Unit, User
from accounts.models.people import Role
from tests.people import ApiClient
from tests.times import LONG_AGO
from wellbeing.core.models import AuditEntry

pytestmark = pytest.mark.django_db

HEADER = "personnel_number,name,email,language,time_zone,country,site,department,team,roles,left"
NOOR = (
    "n1,Noor Haddad,noor@northwind.example,ru,Europe/Warsaw,PL,Kraków,Billing,Billing 1,agent|peer,"
)


class Desk:
    """An administrator with a file."""

    def __init__(self, client: ApiClient) -> None:
        self.client = client

    def look(self, *rows: str, header: str = HEADER, id=None, absent_leave: bool = False, **body):
        self.url = f"/api/v1/roster-imports/{id or uuid4()}"
        text = "\n".join([header, *rows])
        given = {"file_name": "people.csv", "text": text, "absent_leave": absent_leave} | body
        return self.client.put(self.url, given)

    def apply(self):
        return self.client.put(f"{self.url}/application")

    def bring(self, *rows: str, **more) -> dict:
        assert self.look(*rows, **more).json()["errors"] == []
        done = self.apply()
        assert done.status_code == 200, done.content
        return done.json()


@pytest.fixture
def desk(ada, signed_in) -> Desk:
    return Desk(signed_in(ada))


@pytest.fixture
def site_desk(site, person, signed_in, department, organisation) -> Desk:
    """The administrator of one site only."""
    adam = person("adam", unit=site)
    RoleGrant.objects.create(person=adam, role=Role.ADMINISTRATOR, unit=site, starts_at=LONG_AGO)
    return Desk(signed_in(adam))


def problems(answer) -> list[tuple[int, str]]:
    return [(one["row"], one["column"]) for one in answer.json()["errors"]]


def held(number: str) -> set[tuple[str, str]]:
    grants = RoleGrant.objects.filter(person__personnel_number=number, until=None)
    return set(grants.values_list("role", "unit__name"))


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


def test_applying_brings_the_person_the_units_and_the_roles(desk, team):
    done = desk.bring(NOOR, "n2,Olga,,,,,Gdynia,Sales,Sales 1,agent|supervisor@Gdynia,")

    assert done["created"] == 2
    assert done["applied_at"]
    noor = User.objects.get(personnel_number="n1")
    assert (noor.unit, noor.language, noor.time_zone, noor.country) == (
        team,
        "ru",
        "Europe/Warsaw",
        "PL",
    )
    assert not noor.has_usable_password()
    assert held("n1") == {("agent", "Billing 1"), ("peer", "Billing 1")}
    assert held("n2") == {("agent", "Sales 1"), ("supervisor", "Gdynia")}
    assert Unit.objects.get(name="Sales 1").path()[1].name == "Gdynia"


def test_the_same_file_twice_changes_nothing(desk, team):
    desk.bring(NOOR)

    again = desk.look(NOOR).json()
    assert (again["unchanged"], again["changes"]) == (1, [])
    with CaptureQueriesContext(
        connection,
    ) as queries:
        desk.apply()

    tables = ("accounts_user", "accounts_unit", "accounts_rolegrant", "accounts_invitation")
    written = [
        query["sql"]
        for query in queries
        if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
        and any(f'"{table}"' in query["sql"].split(" WHERE ")[0] for table in tables)
    ]
    assert written == []


def test_applying_twice_is_applying_once(desk, team):
    first = desk.bring(NOOR)

    again = desk.apply().json()

    assert again["applied_at"] == first["applied_at"]
    assert AuditEntry.objects.filter(act="roster_applied").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_apply_at_once_apply_once(desk, team):
    desk.look(NOOR)

    def apply(_: int) -> int:
        try:
            return desk.client.put(f"{desk.url}/application").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(apply, range(4))) == [200] * 4
    assert Invitation.objects.count() == 1
    assert AuditEntry.objects.filter(act="roster_applied").count() == 1


def test_everybody_whom_a_file_touches_can_read_it(desk, asha, signed_in):
    desk.bring("asha,Asha Rao", header="personnel_number,name")

    seen = signed_in(asha).get("/api/v1/views").json()

    assert [row["by"] for row in seen] == ["Ada"]


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


def test_a_column_that_is_missing_leaves_things_as_they_are(desk, asha):
    before = held("asha")

    desk.bring("asha,Asha Rao", header="personnel_number,name")

    asha.refresh_from_db()
    assert (asha.name, asha.unit_id is not None, held("asha")) == ("Asha Rao", True, before)


def test_moving_to_another_team_moves_the_roles(desk, asha):
    desk.bring("asha,Asha,,,,,Kraków,Billing,Billing 2,agent,")

    assert held("asha") == {("agent", "Billing 2")}


def test_two_people_may_swap_their_addresses(desk, team):
    desk.bring("x1,Xu,one@x.example,,,,,,,,", "x2,Yi,two@x.example,,,,,,,,")

    desk.bring("x1,Xu,two@x.example,,,,,,,,", "x2,Yi,one@x.example,,,,,,,,")

    assert User.objects.get(personnel_number="x1").email == "two@x.example"


def test_a_leaver_is_out_at_once(desk, asha, signed_in, drain):
    phone = signed_in(asha)
    phone.put(f"/api/v1/devices/{uuid4()}", {"kind": "own"})

    assert desk.bring("asha,Asha,,,,,,,,,yes")["left"] == 1

    assert phone.get("/api/v1/people/me").status_code == 401
    assert not Session.objects.filter(person=asha).exists()
    assert not asha.devices.exists()
    assert held("asha") == set()
    assert "AccessEnded" in drain()


def test_a_leaver_who_is_named_again_comes_back(desk, asha):
    desk.bring("asha,Asha,,,,,,,,,yes")

    desk.bring("asha,Asha,,,,,Kraków,Billing,Billing 1,agent,")

    asha.refresh_from_db()
    assert asha.is_active
    assert held("asha") == {("agent", "Billing 1")}


def test_people_who_are_absent_leave_only_if_asked_and_never_the_importer(desk, ada, asha, ben):
    assert desk.look("asha,Asha,,,,,,,,agent,", header=HEADER).json()["left"] == 0

    seen = desk.look("asha,Asha", header="personnel_number,name", absent_leave=True).json()

    assert [one["personnel_number"] for one in seen["changes"]] == ["ben"]
    desk.apply()
    ada.refresh_from_db()
    ben.refresh_from_db()
    assert (ada.is_active, ben.is_active) == (True, False)


def test_a_preview_that_no_longer_holds_is_not_applied(desk, asha, ada, signed_in):
    desk.look("asha,Asha Rao", header="personnel_number,name")
    Desk(signed_in(ada)).bring("asha,Asha Menon", header="personnel_number,name")

    refused = desk.apply()

    assert (refused.status_code, refused.json()["code"]) == (409, "roster_changed")
    asha.refresh_from_db()
    assert asha.name == "Asha Menon"


def test_somebody_elses_import_is_like_none(desk, site_desk, team):
    desk.look(NOOR)

    url = f"{desk.url}/application"
    assert site_desk.client.put(url).status_code == 404
    assert site_desk.client.get(f"{desk.url}/invitations.csv").status_code == 404


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


def test_new_people_get_a_link_each_and_the_list_is_safe_in_a_spreadsheet(desk, team, stranger):
    desk.bring("=cmd(),=2+2,,,,,,,,agent,", "asha2,Asha,,,,,,,,agent,")

    answer = desk.client.get(f"{desk.url}/invitations.csv")
    text = b"".join(answer.streaming_content).decode()
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))

    assert [row["name"] for row in rows] == ["'=2+2", "Asha"]
    id, _, secret = rows[1]["url"].partition("/#/welcome/")[2].partition(".")
    claim = stranger.put(f"/api/v1/invitation-claims/{id}", {"secret": secret})
    assert claim.json() == {"state": "signed_in"}
    assert stranger.get("/api/v1/people/me").json()["login"] == "asha2"
    assert AuditEntry.objects.filter(act="invitations_listed").exists()


def test_the_text_is_dropped_once_it_is_applied(desk, team):
    desk.bring(NOOR)

    assert RosterImport.objects.get().text == ""
    assert "Noor" not in str(RosterImport.objects.values().get())


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
