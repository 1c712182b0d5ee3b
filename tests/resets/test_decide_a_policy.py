"""An administrator decides a unit's break policy; every version stays, with who and when."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Unit
from tests.resets.floors import FIGURES, on_a_pass, policy_of, url
from tests.times import NOON
from wellbeing.core.models import AuditEntry
from wellbeing.resets.models import BreakPolicy

pytestmark = pytest.mark.django_db

LIST, UNITS = "/api/v1/break-policies", "/api/v1/break-policy-units"


def policy(id: object) -> str:
    return f"{LIST}/{id}"


def decided(client, unit, figures, id=None):
    return client.put(policy(id or uuid4()), {"unit": unit.pk, "figures": figures})


def test_a_policy_is_in_force_at_once_and_names_its_author(ada, asha, site, signed_in):
    response = decided(signed_in(ada), site, FIGURES)

    assert response.status_code == 201
    said = response.json()
    assert (said["by"], said["figures"]) == ("Ada", FIGURES)
    assert said["unit"] == {"id": site.pk, "name": "Kraków"}
    assert signed_in(asha).put(url(uuid4()), {"minutes": 15}).status_code == 201


def test_each_version_stays_newest_first(ada, site, department, signed_in):
    client = signed_in(ada)
    for places in (1, 2, 3):
        decided(client, site, FIGURES | {"places": places})
    decided(client, department, FIGURES)
    decided(client, site, None)

    history = client.get(LIST, {"unit": site.pk}).json()["results"]

    assert [one["figures"] and one["figures"]["places"] for one in history] == [None, 3, 2, 1]
    assert {one["by"] for one in history} == {"Ada"}
    assert len(client.get(LIST).json()["results"]) == 5


def test_the_nearest_unit_that_has_one_decides(ada, asha, organisation, team, signed_in):
    client, phone = signed_in(ada), signed_in(asha)
    allowance = lambda: phone.get("/api/v1/break-allowances/mine").json()  # noqa: E731
    decided(client, organisation, FIGURES | {"minutes": 10})
    decided(client, team, FIGURES | {"minutes": 30})
    near = allowance()
    decided(client, team, None)
    far = allowance()

    assert (near["floor"]["name"], near["choices"][-1]) == ("Billing 1", 30)
    assert (far["floor"]["name"], far["choices"][-1]) == ("Northwind Care", 10)


def test_each_unit_is_listed_with_what_holds_there(ada, organisation, site, team, signed_in):
    client = signed_in(ada)
    decided(client, site, FIGURES)

    rows = {row["unit"]["name"]: row for row in client.get(UNITS).json()["results"]}

    assert rows["Northwind Care"] == {
        "unit": {"id": organisation.pk, "name": "Northwind Care", "path": ["Northwind Care"]},
        "own": None,
        "in_force": None,
    }
    assert rows["Kraków"]["own"] == FIGURES
    assert rows["Billing 1"]["own"] is None
    assert rows["Billing 1"]["in_force"]["unit"]["name"] == "Kraków"
    assert rows["Billing 1"]["unit"]["path"][-2:] == ["Billing", "Billing 1"]


def test_more_places_let_the_line_up_at_once(ada, asha, ben, site, signed_in):
    policy_of(site, ada)
    on_a_pass(asha, now=timezone.now())
    waiting = on_a_pass(ben, now=timezone.now())

    decided(signed_in(ada), site, FIGURES | {"places": 2})

    assert signed_in(ben).get(url(waiting.id)).json()["state"] == "held"


def test_a_repeat_decides_once(ada, site, signed_in):
    id = uuid4()

    first = decided(signed_in(ada), site, FIGURES, id)
    again = decided(signed_in(ada), site, FIGURES | {"places": 9}, id)

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert BreakPolicy.objects.count() == 1


def test_only_what_is_there_can_be_ended(ada, site, signed_in):
    response = decided(signed_in(ada), site, None)

    assert (response.status_code, response.json()["code"]) == (409, "nothing_to_end")
    assert not BreakPolicy.objects.exists()


def test_every_decision_is_in_the_log(ada, site, signed_in):
    decided(signed_in(ada), site, FIGURES)
    decided(signed_in(ada), site, None)

    acts = AuditEntry.objects.order_by("pk").values_list("act", "actor", "person")
    assert list(acts) == [
        ("break_policy_set", ada.pk, None),
        ("break_policy_ended", ada.pk, None),
    ]


def test_an_administrator_of_one_site_decides_there_alone(ada, organisation, site, signed_in):
    ada.role_grants.update(unit=site)
    other = Unit.objects.create(kind=Unit.Kind.SITE, name="Almaty", parent=organisation)
    client = signed_in(ada)
    policy_of(other, ada)

    for unit in (organisation, other):
        assert decided(client, unit, FIGURES).status_code == 404
        assert client.get(LIST, {"unit": unit.pk}).json()["results"] == []
    assert decided(client, site, FIGURES).status_code == 201
    names = {row["unit"]["name"] for row in client.get(UNITS).json()["results"]}
    assert names == {"Kraków", "Billing", "Billing 1"}


@pytest.mark.parametrize(
    ("field", "value"),
    [("minutes", 7), ("minutes", 0), ("minutes", "15"), ("minutes", None), ("passes_a_day", -1)]
    + [("passes_a_day", 13), ("places", 0), ("places", 1001), ("places", 1.5)]
    + [("extra_after_threat", 7), ("extra_after_slur", True), ("extra_after_slur", None)],
)
def test_figures_have_their_range(ada, site, signed_in, field, value):
    response = decided(signed_in(ada), site, FIGURES | {field: value})

    assert response.status_code == 400
    assert set(response.json()["fields"]["figures"]) == {field}
    assert not BreakPolicy.objects.exists()


@pytest.mark.parametrize("wrong", [{"minutes": 7}, {"places": 0}, {"passes_a_day": None}])
def test_the_database_itself_keeps_the_range(ada, site, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        policy_of(site, ada, since=NOON, **wrong)


@pytest.mark.parametrize("unit", ["x", "0", "-1", "9" * 30, "1.5"])
def test_a_unit_is_a_whole_number(ada, signed_in, unit):
    assert signed_in(ada).get(LIST, {"unit": unit}).status_code == 400
