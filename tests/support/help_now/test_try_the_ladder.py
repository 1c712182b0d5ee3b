"""A drill runs the same ladder, is a drill for everybody, and is never counted."""

from uuid import uuid4

import pytest

from tests.support.help_now.words import ANSWERS, CALLS, answered, on_shift, sent
from tests.times import NOON
from wellbeing.support.help_now.models import HelpCall
from wellbeing.support.uses.models import Use

pytestmark = pytest.mark.django_db

DRILLS, UNITS = "/api/v1/help-drills", "/api/v1/help-drill-units"


def drilled(client, unit, id=None):
    return client.put(f"{DRILLS}/{id or uuid4()}", {"unit": unit.pk})


def test_everybody_who_is_told_sees_that_it_is_a_drill(uwe, tara_there, team, signed_in):
    response = drilled(signed_in(uwe), team)

    assert response.status_code == 201
    assert response.json()["drill"]
    (call,) = signed_in(tara_there).get(ANSWERS).json()["results"]
    assert (call["drill"], call["unit"], call["caller"]) == (True, "Billing 1", "Uwe")


def test_whoever_started_it_sees_when_each_step_happened(uwe, tara_there, team, signed_in):
    starter, tara, id = signed_in(uwe), signed_in(tara_there), uuid4()
    drilled(starter, team, id)
    (call,) = tara.get(ANSWERS).json()["results"]
    for answer in ("seen", "coming", "there", "done"):
        answered(tara, call["id"], answer)

    times = starter.get(f"{CALLS}/{id}").json()
    assert times["steps"][0]["told"][0]["name"] == "Tara"
    moments = [times[f"{step}_at"] for step in ("pressed", "seen", "coming", "there", "ended")]
    assert moments == sorted(moments)
    assert None not in moments


def test_a_drill_is_no_use(uwe, tara_there, team, signed_in):
    drilled(signed_in(uwe), team)

    assert not Use.objects.exists()


def test_it_can_be_started_for_ones_own_units_alone(tara, ada, asha, site, team, signed_in):
    names = [row["name"] for row in signed_in(tara).get(UNITS).json()["results"]]

    assert names == ["Billing 1"]
    assert drilled(signed_in(tara), site).status_code == 404
    assert drilled(signed_in(ada), site).status_code == 201
    assert drilled(signed_in(asha), team).status_code == 403


def test_need_goes_before_a_drill(uwe, tara_there, team, signed_in):
    client = signed_in(uwe)
    drilled(client, team)

    assert sent(client).status_code == 201
    assert list(HelpCall.objects.open().values_list("drill", flat=True)) == [False]


def test_who_started_it_is_not_told_of_their_own(tara, uwe, team, signed_in):
    on_shift(tara, uwe, now=NOON)
    drilled(signed_in(tara), team)

    assert signed_in(tara).get(ANSWERS).json()["results"] == []
