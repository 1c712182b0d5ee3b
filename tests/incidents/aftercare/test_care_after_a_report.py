"""After a report: what was offered, and what became of it, for whoever reported alone."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from tests.incidents.customers.handlers import settle
from tests.incidents.reports import acknowledged, case_url, reported, url
from wellbeing import privacy
from wellbeing.incidents.aftercare.models import Offer
from wellbeing.incidents.aftercare.services import answer
from wellbeing.incidents.services import handling, keeping
from wellbeing.incidents.services.reporting import forget

pytestmark = pytest.mark.django_db

SHOWN = {"offers": ["break", "peer", "pack"]}


def aftercare(case, more=""):
    return url(case.uid, f"/aftercare{more}")


def states(answer):
    return [(one["offer"], one["state"]) for one in answer.json()["results"]]


def test_nothing_was_offered_before_it_was_shown(asha, signed_in):
    assert states(signed_in(asha).get(aftercare(reported(asha)))) == []


def test_what_is_shown_is_noted_once_and_what_comes_later_joins_it(asha, signed_in):
    case, phone = reported(asha), signed_in(asha)

    first = phone.put(aftercare(case), SHOWN).json()
    assert [one["offer"] for one in first["results"]] == SHOWN["offers"]
    again = phone.put(aftercare(case), {"offers": ["pack", "counsellor", "break"]}).json()

    assert [one["offer"] for one in again["results"]] == ["break", "peer", "counsellor", "pack"]
    assert again["results"][0] == first["results"][0]


def test_an_answer_stays_also_when_it_is_shown_again(asha, signed_in):
    case, phone = reported(asha), signed_in(asha)
    phone.put(aftercare(case), SHOWN)

    phone.put(aftercare(case, "/peer"), {"state": "declined"})
    phone.put(aftercare(case, "/break"), {"state": "taken"})

    assert states(phone.put(aftercare(case), SHOWN)) == [
        ("break", "taken"),
        ("peer", "declined"),
        ("pack", "offered"),
    ]


def test_not_now_may_be_taken_later_and_a_repeat_keeps_its_time(asha, signed_in):
    case, phone = reported(asha), signed_in(asha)
    phone.put(aftercare(case, "/peer"), {"state": "declined"})

    [taken] = phone.put(aftercare(case, "/peer"), {"state": "taken"}).json()["results"]
    [again] = phone.put(aftercare(case, "/peer"), {"state": "taken"}).json()["results"]

    assert taken == again
    assert taken["state"] == "taken"


@pytest.mark.parametrize(
    ("more", "body", "status"),
    [
        ("/lottery", {"state": "taken"}, 404),
        ("/peer", {"state": "offered"}, 400),
        ("/peer", {}, 400),
        ("", {"offers": ["lottery"]}, 400),
    ],
)
def test_what_there_is_not_cannot_be_answered(more, body, status, asha, signed_in):
    case = reported(asha)

    assert signed_in(asha).put(aftercare(case, more), body).status_code == status
    assert not Offer.objects.exists()


def test_it_is_there_for_whoever_reported_alone(asha, ben, sam, tara, signed_in):
    case = reported(asha)
    signed_in(asha).put(aftercare(case), SHOWN)

    for other in (ben, sam, tara):
        assert signed_in(other).get(aftercare(case)).status_code == 404
        assert signed_in(other).put(aftercare(case), SHOWN).status_code == 404
    seen = signed_in(sam).get(case_url(case.pk))
    assert seen.status_code == 200
    assert "aftercare" not in seen.content.decode()
    assert "offer" not in seen.content.decode()


def test_it_is_shown_exported_and_forgotten_with_the_person(asha, signed_in):
    case = reported(asha)
    signed_in(asha).put(aftercare(case, "/counsellor"), {"state": "taken"})

    held = {one["kind"]: one["count"] for one in privacy.holdings(asha)}
    assert held["aftercare"] == 1
    [row] = privacy.export(asha)["aftercare"]
    assert (row["offer"], row["state"]) == ("counsellor", "taken")

    privacy.erase(asha, id=uuid4(), now=timezone.now() + timedelta(minutes=1))
    assert not Offer.objects.exists()


def test_what_is_held_by_law_stays_and_is_forgotten_once_it_is_let_go(asha, sam, signed_in):
    case, now = acknowledged(reported(asha), sam), timezone.now()
    signed_in(asha).put(aftercare(case), SHOWN)
    keeping.hold(sam, id=case.pk, reason="x", review_at=now + timedelta(days=30), now=now)

    privacy.erase(asha, id=uuid4(), now=now)

    assert Offer.objects.count() == 3
    keeping.let_go(sam, id=case.pk, now=now)
    settle()
    assert not Offer.objects.exists()


def test_it_goes_with_its_case(asha, sam, signed_in):
    case = reported(asha)
    signed_in(asha).put(aftercare(case), SHOWN)
    handling.acknowledge(sam, id=case.pk, now=timezone.now())
    handling.close(sam, id=case.pk, outcome="Done.", now=timezone.now())
    assert Offer.objects.exists()

    forget(case, now=timezone.now())

    assert not Offer.objects.exists()


def test_only_the_day_is_stored_as_the_calendar_of_whoever_reported_has_it(asha):
    case = reported(asha)
    asha.time_zone = case.reporter.time_zone = "Europe/Warsaw"

    answer(case, offer="break", state="taken", now=datetime(2026, 3, 2, 23, 30, tzinfo=UTC))

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM aftercare_offer")
        [row] = cursor.fetchall()
    assert "2026-03-03" in [str(one) for one in row]
    assert not any(isinstance(one, datetime) for one in row)
    assert not any(":" in str(one) for one in row)
