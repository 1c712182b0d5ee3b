"""A case is found by what is not sealed, on a page and in a table."""

import csv
import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models.people import Role
from tests.incidents.reports import CASES, STORY, acknowledged, handles, reported
from wellbeing.core.models import DataKey
from wellbeing.incidents.api.inbox import CaseLine
from wellbeing.incidents.models import Case
from wellbeing.incidents.rules import MOST_COUNTED
from wellbeing.incidents.services import handling

pytestmark = pytest.mark.django_db


@pytest.fixture
def threat(asha):
    return reported(asha, kinds=["threat"], severity=3, urgent=True)


@pytest.fixture
def insult(ben, sam):
    old = timezone.now() - timedelta(days=40)
    return acknowledged(reported(ben, kinds=["insult", "shouting"], severity=0, now=old), sam)


def found(client, asked: str) -> set[str]:
    response = client.get(f"{CASES}?{asked}")
    assert response.status_code == 200, response.content
    return {line["number"] for line in response.json()["results"]}


@pytest.mark.parametrize(
    ("asked", "which"),
    [
        ("", {"threat", "insult"}),
        ("kind=threat", {"threat"}),
        ("kind=shouting", {"insult"}),
        ("kind=hate", set()),
        ("severity=3", {"threat"}),
        ("severity=0", {"insult"}),
        ("urgent=true", {"threat"}),
        ("late=true", {"insult"}),
        ("held=mine", {"insult"}),
        ("held=nobody", {"threat"}),
        ("identity=confidential", {"threat", "insult"}),
        ("identity=anonymous", set()),
        ("text=Sam", {"insult"}),
        ("text=parks", set()),
    ],
)
def test_each_thing_that_may_be_asked_for(asked, which, sam, threat, insult, signed_in):
    named = {"threat": threat.number, "insult": insult.number}

    assert found(signed_in(sam), asked) == {named[one] for one in which}


def test_a_number_is_found_by_its_beginning(sam, threat, insult, signed_in):
    client = signed_in(sam)

    for text in (threat.number, threat.number.lower(), threat.number.replace("-", "")):
        assert found(client, f"text={text}") == {threat.number}
    assert threat.number in found(client, f"text={threat.number[:4]}")
    assert found(client, f"text={threat.number[:2]}") == set()


def test_a_unit_is_found_in_letters_of_any_script_and_size(team, sam, threat, signed_in):
    type(team).objects.filter(pk=team.pk).update(name="Отдел Б")

    assert found(signed_in(sam), "text=оТДЕЛ") == {threat.number}


def test_whatever_is_asked_for_is_answered_within_ten_questions(
    person, team, threat, signed_in, django_assert_max_num_queries
):
    """Also to somebody who leads people beside handling cases of a site."""
    near = person("near", Role.SUPERVISOR)
    handles(near, team.parent)
    client = signed_in(near)
    asked = f"kind=threat&severity=3&identity=named&held=nobody&text=a&late=true&unit={team.pk}"

    for one in ("", "state=closed", f"{asked}&since=2020-01-01&until=2030-01-01"):
        with django_assert_max_num_queries(10):
            found(client, one)


def test_a_line_says_what_the_interface_promises(sam, insult, threat, signed_in):
    lines = signed_in(sam).get(CASES).json()["results"]

    assert [one["number"] for one in lines] == [threat.number, insult.number]
    for line in lines:
        assert set(line) == set(CaseLine().fields)
    assert (lines[1]["handler"], lines[1]["mine"]) == ("Sam", True)
    assert (lines[0]["handler"], lines[0]["mine"]) == (None, False)
    assert {line["unit"] for line in lines} == {threat.unit.name}


def test_a_unit_and_the_days_of_its_arrival(asha, sam, threat, insult, signed_in):
    client, today = signed_in(sam), timezone.now().date()

    assert threat.number in found(client, f"unit={asha.unit_id}")
    assert found(client, f"since={today - timedelta(days=2)}") == {threat.number}
    assert found(client, f"until={today - timedelta(days=2)}") == {insult.number}


def test_what_is_closed_says_who_closed_it_and_when(sam, insult, signed_in):
    handling.close(sam, id=insult.pk, outcome="Done.", now=timezone.now())

    told = signed_in(sam).get(f"{CASES}?state=closed").json()
    [line] = told["results"]

    assert (told["count"], told["closed"], told["more"]) == (1, 1, False)
    assert (line["closed_by"], line["ended_at"] is not None) == ("Sam", True)


def test_the_units_to_choose_from_are_those_that_are_handled(person, team, asha, signed_in):
    near = person("near")
    handles(near, team)

    assert [one["name"] for one in signed_in(near).get(CASES).json()["units"]] == [team.name]


def test_the_table_says_what_the_list_says_and_no_more(asha, sam, threat, insult, signed_in):
    type(asha.unit).objects.filter(pk=asha.unit_id).update(name="=1+1")

    response = signed_in(sam).get(f"{CASES}/export?kind=threat")

    text = b"".join(response.streaming_content).decode("utf-8-sig")
    header, row = csv.reader(io.StringIO(text))
    assert (row[0], len(row)) == (threat.number, len(header))
    assert "'=1+1" in row
    assert STORY not in text
    assert asha.name not in text
    assert response["Cache-Control"] == "no-store"


def test_a_long_list_is_counted_to_a_thousand(asha, sam, signed_in):
    one = reported(asha)
    fields = {
        field.attname: getattr(one, field.attname)
        for field in Case._meta.concrete_fields
        if field.attname not in {"id", "uid", "key_id", "story", "reference"}
    }
    keys = DataKey.objects.bulk_create(
        DataKey(wrapped=b"x", wrapped_by="none") for _ in range(MOST_COUNTED + 5)
    )
    Case.objects.bulk_create(
        Case(**fields, uid=uuid4(), key=key, story=b"x", reference=b"x") for key in keys
    )

    page = signed_in(sam).get(f"{CASES}?page=20").json()

    assert (page["count"], page["more"], len(page["results"])) == (MOST_COUNTED, True, 50)
    assert signed_in(sam).get(f"{CASES}?page=21").status_code == 400


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "3000-01-01", "no day"])
@pytest.mark.parametrize("side", ["since", "until"])
def test_a_day_that_no_calendar_follows_is_refused_and_breaks_nothing(day, side, sam, signed_in):
    sam.time_zone = "Asia/Tokyo"
    sam.save(update_fields=["time_zone"])
    for more in ("", "/export"):
        assert signed_in(sam).get(f"{CASES}{more}?{side}={day}").status_code == 400
