"""What was reported goes when its time is over, or with the person."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.incidents.reports import STORY, acknowledged, handles, leads, reported, signed, url
from wellbeing import privacy
from wellbeing.core.models import DataKey, OutboxEvent
from wellbeing.incidents.models import Case
from wellbeing.incidents.rules import KEPT
from wellbeing.incidents.services import handling, keeping, pausing

pytestmark = pytest.mark.django_db


def closed(reporter, handler, now):
    case = acknowledged(reported(reporter, now=now), handler, now=now)
    return handling.close(handler, id=case.pk, outcome="Done.", now=now)


def test_erasing_everything_takes_words_and_keys_also_of_closed_ones(asha, sam):
    now = timezone.now()
    closed(asha, sam, now), reported(asha, now=now)

    privacy.erase(asha, id=uuid4(), now=now)

    assert {(case.state, case.reporter, case.key) for case in Case.objects.all()} == {
        ("withdrawn", None, None)
    }
    assert not DataKey.objects.exists()


def test_what_was_erased_stays_so_when_a_phone_repeats_what_it_sent(asha, sam, signed_in):
    """Its answer was lost, and it had no line for days."""
    phone, id, words = signed_in(asha), uuid4(), signed()
    phone.put(url(id), words)
    acknowledged(Case.objects.get(), sam)
    OutboxEvent.objects.all().delete()
    privacy.erase(asha, id=uuid4(), now=timezone.now())

    answer = phone.put(url(id), words)

    assert (answer.status_code, answer.json()["state"]) == (200, "withdrawn")
    assert (answer.json()["story"], answer.json()["reference"]) == ("", "")
    assert not phone.get("/api/v1/reports").json()["results"]
    assert Case.objects.get().reporter is None
    assert not OutboxEvent.objects.filter(name="CaseMoved").exists()
    assert not DataKey.objects.exists()


def test_that_there_was_one_stays_thirty_days_longer_however_old_it_was(asha, sam):
    now = timezone.now()
    closed(asha, sam, now - timedelta(days=300))
    privacy.erase(asha, id=uuid4(), now=now)

    privacy.expire(now + timedelta(days=29))
    assert Case.objects.count() == 1
    privacy.expire(now + timedelta(days=30))
    assert not Case.objects.exists()


def test_others_stay_as_they_are(asha, ben, sam):
    now = timezone.now()
    closed(ben, sam, now), reported(asha, now=now)

    privacy.erase(asha, id=uuid4(), now=now)

    assert Case.objects.filter(reporter=ben, state="closed").exists()


def test_a_closed_one_goes_after_a_year_with_its_key(asha, sam):
    now = timezone.now()
    closed(asha, sam, now)

    privacy.expire(now + KEPT - timedelta(minutes=1))
    assert Case.objects.count() == 1
    privacy.expire(now + KEPT)

    assert not Case.objects.exists()
    assert not DataKey.objects.exists()


def test_an_open_one_never_goes_by_itself(asha):
    now = timezone.now()
    reported(asha, now=now)

    privacy.expire(now + 3 * KEPT)

    assert Case.objects.count() == 1


def test_the_copy_holds_the_words(asha, sam):
    closed(asha, sam, timezone.now())

    [row] = list(privacy.export(asha)["reports"])

    assert (row["story"], row["outcome"]) == (STORY, "Done.")


def test_the_copy_holds_what_the_page_tells(asha, sam, person, organisation):
    """Whom she kept out; not who stood back on their own, which is theirs."""
    max_, hana, ola = person("max"), person("hana"), person("ola")
    for one in (max_, hana):
        handles(one, organisation)
    case = reported(asha, urgent=True, not_to=[ola])
    handling.stand_back(max_, id=case.pk, now=timezone.now())
    acknowledged(case, sam)
    handling.take_over(hana, id=case.pk, now=timezone.now())
    pausing.pause(hana, id=case.pk, reason="customer", words="He is ill.", now=timezone.now())
    later = timezone.now() + timedelta(days=90)
    keeping.hold(hana, id=case.pk, reason="Court.", review_at=later, now=timezone.now())

    [row] = list(privacy.export(asha)["reports"])

    assert row["not_to"] == ["Ola"]
    assert [one["by"] for one in row["openings"]] == ["Sam", "Hana"]
    assert [one["reason"] for one in row["pauses"]] == ["customer"]
    assert (row["urgent"], row["on_hold"], row["handler"]) == (True, True, "Hana")
    assert not [word for word in ("He is ill.", "Court.", "Max") if word in str(row)]


@pytest.mark.parametrize("way", ["stood back", "leads"])
def test_a_handlers_copy_holds_no_opening_of_what_they_must_not_see(way, asha, ben, sam, team):
    case, named = (acknowledged(one, sam) for one in (reported(asha), reported(ben)))
    Case.objects.filter(pk=named.pk).update(identity="named")
    held = {row["opened_as_case_handler"] for row in privacy.export(sam)["reports"]}
    assert held == {case.pk, named.pk}

    if way == "leads":
        leads(sam, team)
    else:
        handling.stand_back(sam, id=case.pk, now=timezone.now())

    held = {row["opened_as_case_handler"] for row in privacy.export(sam)["reports"]}
    assert held == {named.pk}
