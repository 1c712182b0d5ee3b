"""An administrator decides whom a call for help reaches; every version stays, with who and when."""

from uuid import uuid4

import pytest

from tests.times import DAY
from wellbeing.core.models import AuditEntry
from wellbeing.support.help_now.models import Ladder

pytestmark = pytest.mark.django_db

LIST, UNITS = "/api/v1/help-ladders", "/api/v1/help-ladder-units"
FIRST = {"who": "supervisors_of_unit", "wait_seconds": 30}
SECURITY = {"who": "phone", "wait_seconds": 60, "phone": "+48 12 345 67 89"}


def decided(client, unit, rungs, id=None):
    return client.put(f"{LIST}/{id or uuid4()}", {"unit": unit.pk, "rungs": rungs})


def named(*people):
    return {"who": "people", "wait_seconds": 60, "people": [str(one.pk) for one in people]}


def test_a_ladder_holds_at_once_and_names_its_author(ada, asha, sam, site, signed_in):
    response = decided(signed_in(ada), site, [FIRST, named(sam), SECURITY])

    assert response.status_code == 201
    said = response.json()
    assert said["by"] == "Ada"
    assert [rung["who"] for rung in said["rungs"]] == ["supervisors_of_unit", "people", "phone"]
    assert said["rungs"][1]["people"] == [{"id": str(sam.pk), "name": "Sam"}]
    mine = signed_in(asha).get("/api/v1/help-calls/mine").json()
    assert mine == {"available": True, "phone": "+48 12 345 67 89", "open": None}


def test_each_version_stays_newest_first_and_a_repeat_adds_none(ada, site, signed_in):
    client, id = signed_in(ada), uuid4()
    assert decided(client, site, [FIRST], id).status_code == 201
    assert decided(client, site, [FIRST], id).status_code == 200
    decided(client, site, [SECURITY])
    decided(client, site, None)

    history = client.get(LIST, {"unit": site.pk}).json()["results"]
    assert [one["rungs"] and one["rungs"][0]["who"] for one in history] == [
        None,
        "phone",
        "supervisors_of_unit",
    ]
    acts = AuditEntry.objects.order_by("id").values_list("act", flat=True)
    assert list(acts) == ["ladder_set", "ladder_set", "ladder_ended"]


def test_each_unit_is_listed_with_the_ladder_that_holds_there(ada, site, team, signed_in):
    client = signed_in(ada)
    decided(client, site, [SECURITY])

    rows = {row["unit"]["name"]: row for row in client.get(UNITS).json()["results"]}
    assert rows["Kraków"]["own"]
    assert not rows["Billing 1"]["own"]
    assert rows["Billing 1"]["holder"]["name"] == "Kraków"
    assert rows["Northwind Care"]["holder"] is None
    assert [rung["who"] for rung in rows["Northwind Care"]["rungs"]] == [
        "supervisors_of_unit",
        "supervisors_of_site",
        "all_supervisors",
    ]


@pytest.mark.parametrize(
    "rungs",
    [
        [],
        [FIRST | {"wait_seconds": 4}],
        [FIRST | {"wait_seconds": "30"}],
        [FIRST | {"who": "everybody"}],
        [FIRST | {"phone": "112"}],
        [{"who": "people", "wait_seconds": 60}],
        [{"who": "phone", "wait_seconds": 60, "phone": ""}],
        [SECURITY | {"phone": "call me maybe"}],
        [SECURITY | {"phone": "javascript:alert(1)"}],
        [FIRST] * 9,
    ],
)
def test_what_could_not_be_climbed_is_refused_by_field(ada, site, signed_in, rungs):
    response = decided(signed_in(ada), site, rungs)

    assert response.status_code == 400
    assert "rungs" in response.json()["fields"]
    assert not Ladder.objects.exists()


def test_only_people_of_ones_own_part_can_be_named(ada, sam, site, signed_in):
    sam.is_active = False
    sam.save()

    response = decided(signed_in(ada), site, [named(sam)])
    assert (response.status_code, response.json()["code"]) == (409, "not_your_person")


def test_what_is_not_theirs_does_not_exist_for_an_administrator(person, site, team, signed_in):
    from accounts.models import RoleGrant
    from accounts.models.people import Role
    from tests.times import LONG_AGO

    local = person("lena")
    RoleGrant.objects.create(person=local, role=Role.ADMINISTRATOR, unit=team, starts_at=LONG_AGO)
    client = signed_in(local)

    assert decided(client, site, [FIRST]).status_code == 404
    assert decided(client, team, [FIRST]).status_code == 201
    assert decided(client, team, None).status_code == 201
    assert decided(client, team, None).json()["code"] == "no_own_ladder"
    assert Ladder.objects.latest("valid_from").valid_from - DAY > LONG_AGO


def test_nobody_else_reads_or_writes_ladders(asha, tara, mona, site, signed_in):
    for other in (asha, tara, mona):
        client = signed_in(other)
        for answer in (client.get(LIST), client.get(UNITS), decided(client, site, [FIRST])):
            assert answer.status_code == 403
