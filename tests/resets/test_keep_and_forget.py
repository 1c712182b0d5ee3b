"""Resets and passes are counted, copied and forgotten for their person; they also expire."""

import json
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.checkins.words import moment
from tests.resets.floors import fresh, on_a_pass, policy_of
from tests.resets.words import session, url
from tests.times import DAY, HOUR, MINUTE, NOON, SECOND
from wellbeing import privacy
from wellbeing.core.device_rows import TOMBSTONE_KEPT
from wellbeing.core.subjects import subject_of
from wellbeing.resets.models import BreakPass, PassDay, Reset
from wellbeing.resets.rules import KEPT
from wellbeing.resets.services.passes import NoPassesLeft, give_back
from wellbeing.resets.services.sessions import Session, forget_reset, record_reset

pytestmark = pytest.mark.django_db


@pytest.fixture
def policy(organisation, ada):
    return policy_of(organisation, ada)


def of_kind(client, kind):
    holdings = client.get("/api/v1/holdings").json()
    return next(holding for holding in holdings if holding["kind"] == kind)


def taken(person, at) -> Reset:
    said = Session(revision=1, kind="walk", started_at=at, revised_at=at, planned_seconds=300)
    row, _ = record_reset(
        subject=subject_of(person.diary), id=uuid4(), session=said, skew=0 * SECOND, now=at
    )
    return row


def test_both_are_counted_for_their_person_alone(asha, ben, policy, signed_in):
    signed_in(asha).put(url(uuid4()), session())
    on_a_pass(asha, now=timezone.now())

    assert of_kind(signed_in(asha), "resets")["count"] == 1
    assert of_kind(signed_in(asha), "break_passes")["count"] == 1
    assert of_kind(signed_in(ben), "resets")["count"] == 0
    assert of_kind(signed_in(ben), "break_passes")["count"] == 0


def test_both_are_in_the_copy(asha, policy, signed_in):
    phone, at = signed_in(asha), moment(MINUTE)
    phone.put(url(uuid4()), session("box", at=at, lasted=30 * SECOND, before=2, after=4))
    row = on_a_pass(asha, now=timezone.now())

    everything = json.loads(phone.get("/api/v1/exports/everything.json").getvalue())

    (reset,) = everything["resets"]
    assert (reset["kind"], reset["before"], reset["after"]) == ("box", 2, 4)
    assert reset["started_at"] == at.isoformat()
    assert reset["ended_at"] == (at + 30 * SECOND).isoformat()
    one, day = everything["break_passes"]
    assert (one["floor"], one["minutes"], one["id"]) == ("Northwind Care", 15, str(row.id))
    assert day["passes_taken"] == 1


def test_an_erasure_empties_every_reset(asha, ben, signed_in):
    phone, id, body = signed_in(asha), uuid4(), session(lasted=SECOND, before=1)
    phone.put(url(id), body)
    signed_in(ben).put(url(uuid4()), session())

    erased = phone.put(f"/api/v1/erasures/{uuid4()}").json()["erased"]

    assert erased["resets"] == 1
    assert Reset.objects.said().count() == 1  # Ben's
    assert phone.put(url(id), body | {"revision": 2}).status_code == 410


def test_an_erasure_is_no_way_to_further_passes(asha, policy):
    for n in range(2):
        row = on_a_pass(asha, now=NOON + n * MINUTE)
        give_back(asha, id=row.id, now=NOON + n * MINUTE)

    erasure, _ = privacy.erase(asha, id=uuid4(), now=NOON + HOUR)

    assert erasure.erased["break_passes"] == 0
    with pytest.raises(NoPassesLeft):
        on_a_pass(asha, now=NOON + HOUR)


def test_an_erasure_leaves_an_open_pass_alone(asha, policy):
    row = on_a_pass(asha, now=NOON)

    privacy.erase(asha, id=uuid4(), now=NOON + MINUTE)

    assert fresh(row).state(NOON + MINUTE) == "running"


def test_a_reset_is_kept_for_a_year_and_a_week(asha):
    taken(asha, NOON)

    privacy.expire(NOON + KEPT)
    assert Reset.objects.count() == 1
    privacy.expire(NOON + KEPT + SECOND)
    assert Reset.objects.count() == 0


def test_an_undone_id_is_kept_for_sixty_days(asha):
    row = taken(asha, NOON)
    forget_reset(subject=row.subject, id=row.id, now=NOON)

    privacy.expire(NOON + TOMBSTONE_KEPT)
    assert Reset.objects.count() == 1
    privacy.expire(NOON + TOMBSTONE_KEPT + SECOND)
    assert Reset.objects.count() == 0


def test_a_pass_is_gone_a_mark_after_no_number_needs_it(asha, policy):
    row = on_a_pass(asha, now=NOON)
    give_back(asha, id=row.id, now=NOON + MINUTE)

    privacy.expire(NOON + 10 * MINUTE - SECOND)
    assert BreakPass.objects.count() == 1
    privacy.expire(NOON + 10 * MINUTE)
    assert BreakPass.objects.count() == 0


def test_what_stays_of_a_pass_for_its_day_holds_no_time_of_it(asha, policy):
    row = on_a_pass(asha, now=NOON)
    give_back(asha, id=row.id, now=NOON + MINUTE)
    privacy.expire(NOON + 10 * MINUTE)

    day = PassDay.objects.get()
    assert (day.agent, len(day.taken)) == (asha, 1)
    copied = list(privacy.export(asha)["break_passes"])
    assert copied == [{"day_ends_at": day.ends_at, "passes_taken": 1}]
    assert row.id.hex[:12] not in day.taken[0]  # the time that the phone wrote into it
    assert day.ends_at - NOON <= DAY
    privacy.expire(day.ends_at)
    assert PassDay.objects.count() == 0
