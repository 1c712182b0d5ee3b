"""An administrator applies a file as a whole or not at all."""

import csv
import io
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Invitation, RosterImport, Session, Unit, User
from tests.accounts.roster import HEADER, NOOR, Desk, held
from wellbeing.core.models import AuditEntry

pytestmark = pytest.mark.django_db


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
