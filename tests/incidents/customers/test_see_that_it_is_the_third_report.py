"""A customer comes again: seen from two different people on, and said by a human."""

from base64 import b64encode
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from accounts import access
from accounts.models import User
from tests.incidents.customers.handlers import (
    PHONE,
    about,
    approved,
    customer_url,
    held,
    in_force,
    proposed,
    settle,
)
from tests.incidents.reports import acknowledged, handles, leads, reported
from tests.times import DAY
from wellbeing import privacy
from wellbeing.incidents.customers import tasks
from wellbeing.incidents.customers.models import Action, Customer, Sighting
from wellbeing.incidents.rules import KEPT
from wellbeing.incidents.services import handling, keeping, reporting
from wellbeing.incidents.services.reporting import Said

pytestmark = pytest.mark.django_db
NOTHING = {"state": "none", "reports": 0, "reporters": 0, "unsigned": None, "since": None}


def match(client, case):
    found = client.get(customer_url(case)).json()
    return {name: found[name] for name in NOTHING}


def unsigned(number, reference=PHONE):
    now = timezone.now()
    said = Said(
        kinds=["insult"], severity=1, channel="phone", acts=[], reference=reference,
        happened_at=now - timedelta(hours=1),
    )  # fmt: skip
    case, _new = reporting.report_without_a_name(receipt=f"receipt-{number}", said=said, now=now)
    settle()
    return case


def test_one_person_twice_shows_nothing(asha, sam, signed_in):
    about(asha)
    case = about(asha, "512 345 678")

    assert match(signed_in(sam), case) == NOTHING


def test_two_people_show_however_they_spelt_it(asha, ben, sam, signed_in):
    asha.country = "PL"
    asha.save()
    first = about(asha, "512 345 678")
    about(asha)
    case = about(ben)

    found = match(signed_in(sam), case)

    assert (found["state"], found["reports"], found["reporters"]) == ("unconfirmed", 3, 2)
    assert found["unsigned"] == 0
    assert found["since"] == first.received_at.date().replace(day=1).isoformat()


def test_another_customer_is_another(asha, ben, sam, signed_in):
    about(asha, "A-1047")
    case = about(ben, "A-1048")

    assert match(signed_in(sam), case) == NOTHING


def test_nobody_who_signed_nothing_makes_a_match(asha, ben, sam, person, site, signed_in):
    for number in range(3):
        unsigned(number)
    case = about(asha)
    assert match(signed_in(sam), case) == NOTHING

    about(ben)
    near = person("near")
    handles(near, site)

    assert match(signed_in(sam), case)["unsigned"] == 3
    assert match(signed_in(sam), case)["reports"] == 2
    assert match(signed_in(near), case)["unsigned"] is None  # they see none of these


def test_a_handler_who_is_kept_away_counts_nothing_of_it(asha, ben, sam, signed_in):
    about(asha).exclusions.create(person=sam)
    case = about(ben)

    assert match(signed_in(sam), case) == NOTHING


def test_whoever_leads_those_who_told_it_in_confidence_counts_nothing_of_it(
    asha, ben, sam, max_, team, signed_in
):
    other = type(team).objects.create(kind="team", name="Billing 2", parent=team.parent)
    ben.unit = other
    ben.save()
    first, second = held(asha, sam), held(ben, sam)
    client = signed_in(sam)
    for case in (first, second):
        client.put(customer_url(case), {"same": True})
    approved(signed_in(max_), proposed(client, first))
    seen = signed_in(max_).get(customer_url(second)).json()
    assert (seen["reports"], len(seen["others"]), len(seen["elsewhere"])) == (2, 1, 1)

    leads(max_, team)

    seen = signed_in(max_).get(customer_url(second)).json()
    assert (seen["reports"], seen["others"], seen["elsewhere"]) == (0, [], [])


def test_a_handlers_own_report_makes_no_match_for_them(sam, ben, max_, signed_in):
    about(sam)
    case = about(ben)

    assert match(signed_in(sam), case) == NOTHING
    assert match(signed_in(max_), case)["reports"] == 2


def test_others_are_opened_as_far_as_they_are_theirs(asha, ben, sam, person, site, signed_in):
    far = type(site).objects.create(kind="site", name="Riga", parent=site.parent)
    away = about(person("olga", unit=far))
    near, case = about(asha), about(ben)
    local = person("local")
    handles(local, site)

    assert set(signed_in(sam).get(customer_url(case)).json()["others"]) == {
        str(away.pk), str(near.pk),
    }  # fmt: skip
    found = signed_in(local).get(customer_url(case)).json()
    assert (found["others"], found["reports"]) == ([str(near.pk)], 3)


def test_only_whoever_has_the_case_says_that_it_is_the_same(asha, ben, sam, max_, signed_in):
    about(asha)
    case = held(ben, sam)

    assert signed_in(max_).put(customer_url(case), {"same": True}).status_code == 409
    told = signed_in(sam).put(customer_url(case), {"same": True}).json()

    assert told["state"] == "confirmed"
    assert Customer.objects.count() == 1
    assert signed_in(sam).put(customer_url(case), {"same": True}).status_code == 200


def test_nobody_says_it_before_somebody_else_reported(asha, sam, signed_in):
    case = held(asha, sam)

    answer = signed_in(sam).put(customer_url(case), {"same": True})

    assert (answer.status_code, answer.json()["code"]) == (409, "nobody_to_match")


def test_that_it_is_another_is_remembered_and_counts_for_nobody(asha, ben, sam, signed_in):
    other = about(asha)
    case = held(ben, sam)
    signed_in(sam).put(customer_url(case), {"same": False})

    assert match(signed_in(sam), case)["state"] == "denied"
    assert signed_in(sam).get(customer_url(case)).json()["others"] == []
    assert match(signed_in(sam), other) == NOTHING

    assert signed_in(sam).put(customer_url(case), {"same": True}).json()["state"] == "confirmed"


def test_what_is_done_elsewhere_shows_once_a_human_said_so(asha, ben, sam, max_, signed_in):
    first, second = held(asha, sam), held(ben, sam)
    client = signed_in(sam)
    client.put(customer_url(first), {"same": True})
    approved(signed_in(max_), proposed(client, first))
    assert client.get(customer_url(second)).json()["elsewhere"] == []

    told = client.put(customer_url(second), {"same": True}).json()

    assert [one["kind"] for one in told["elsewhere"]] == ["block"]


def test_what_was_said_on_one_case_alone_is_known_for_as_long_as_that(
    asha, ben, sam, max_, person, signed_in
):
    held(asha, sam)
    second, client = held(ben, sam), signed_in(sam)
    client.put(customer_url(second), {"same": True})
    privacy.expire(timezone.now())
    approved(signed_in(max_), proposed(client, second))
    third = held(person("carla"), sam)
    privacy.expire(timezone.now())

    told = client.put(customer_url(third), {"same": True}).json()

    assert [one["kind"] for one in told["elsewhere"]] == ["block"]


def test_one_who_begins_a_new_diary_is_not_two(asha, sam, signed_in):
    about(asha)
    access.start_afresh([asha.pk])
    again = held(User.objects.get(pk=asha.pk), sam)

    assert signed_in(sam).get(customer_url(again)).json()["state"] == "none"


def test_it_is_noted_once_however_often_the_event_comes(asha):
    case = about(asha)
    moment = timezone.now().isoformat()
    for one in (case.pk, uuid4()):
        tasks.note_customer(case_id=str(one), by_reporter=True, at=moment)

    assert Sighting.objects.count() == 1


def test_what_was_taken_back_before_is_not_noted(asha):
    case = reported(asha, reference=PHONE)
    reporting.withdraw(case, now=timezone.now())
    settle()

    assert not Sighting.objects.exists()


def test_a_dump_holds_no_hash_after_taking_back_or_erasing(asha, ben, tmp_path):
    about(ben)
    other = about(asha)
    mark = bytes(Sighting.objects.get(case=other).hash)
    reporting.withdraw(other, now=timezone.now())
    assert Sighting.objects.count() == 1

    privacy.erase(ben, id=uuid4(), now=timezone.now())
    call_command("dumpdata", output=str(tmp_path / "dump.json"))

    assert not Sighting.objects.exists()
    dump = (tmp_path / "dump.json").read_text()
    assert b64encode(mark).decode() not in dump
    assert mark.hex() not in dump


def test_a_confirmed_customer_is_forgotten_with_the_cases(asha, ben, sam, signed_in):
    cases, now = (held(asha, sam), held(ben, sam)), timezone.now()
    for case in cases:
        signed_in(sam).put(customer_url(case), {"same": True})
        handling.close(sam, id=case.pk, outcome="Done.", now=now)
    privacy.expire(now)
    assert Customer.objects.count() == 1

    privacy.expire(now + KEPT)

    assert not Sighting.objects.exists()
    assert not Customer.objects.exists()


def test_the_look_up_is_one_probe_of_one_index(asha):
    case = about(asha)
    probe = Sighting.objects.of(bytes(Sighting.objects.get(case=case).hash))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")  # one row would be read whole
    plan = probe.explain()

    assert plan.count("sightings_of_a_customer") == 1
    assert "SCAN customers" not in plan
    assert "Seq Scan" not in plan


def test_two_pseudonyms_of_one_person_have_nothing_in_common(asha):
    about(asha, "A-1047"), about(asha, "A-1048")

    assert len(set(Sighting.objects.values_list("whose", flat=True))) == 2


def test_a_case_of_nobody_is_matched_too(asha, ben, sam, signed_in):
    about(asha), about(ben)
    case = acknowledged(unsigned(1), sam)

    found = match(signed_in(sam), case)

    assert (found["state"], found["reports"], found["unsigned"]) == ("unconfirmed", 2, 1)


def test_what_nobody_signed_leads_to_no_signed_case_and_none_leads_there(asha, ben, sam, signed_in):
    """Several reports that lie beside each other would tell who wrote the one without a name."""
    signed, other = about(asha), about(ben)
    nobodys = unsigned(1)

    assert signed_in(sam).get(customer_url(signed)).json()["others"] == [str(other.pk)]
    assert signed_in(sam).get(customer_url(nobodys)).json()["others"] == []


def test_a_number_as_it_is_called_at_home_is_one_for_whoever_has_no_country(
    asha, ben, sam, signed_in, settings
):
    settings.ORGANISATION_COUNTRY = "PL"
    about(asha), about(ben, "512 345 678")
    unsigned(1, "512 345 678")

    found = match(signed_in(sam), acknowledged(about(asha), sam))

    assert (found["reports"], found["reporters"], found["unsigned"]) == (3, 2, 1)


def test_what_is_held_by_law_stays_matched_until_it_is_let_go(asha, ben, sam, max_):
    case, now = held(asha, sam), timezone.now()
    action = in_force(case, sam, max_)
    keeping.hold(sam, id=case.pk, reason="The police.", review_at=now + 30 * DAY, now=now)

    privacy.erase(asha, id=uuid4(), now=now)

    assert Sighting.objects.filter(case=case).exists()
    assert Action.objects.get(pk=action.pk).reporter == asha
    keeping.let_go(sam, id=case.pk, now=now)
    settle()
    assert not Sighting.objects.exists()
    assert Action.objects.get(pk=action.pk).reporter is None
