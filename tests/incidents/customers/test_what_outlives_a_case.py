"""An action that stands when its report is gone: with reasons, and out of sight for the same."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts import access
from accounts.models import Unit, User
from tests.incidents.customers.handlers import (
    ACTIONS,
    REASON,
    action_url,
    customer_url,
    held,
    in_force,
    proposed,
    settle,
)
from tests.incidents.reports import handles, leads
from tests.times import DAY
from wellbeing import privacy
from wellbeing.core import chain
from wellbeing.core.models import AuditChain, AuditEntry, DataKey
from wellbeing.incidents.customers import privacy as ours
from wellbeing.incidents.customers.models import Action, ActionWord, KeptAway
from wellbeing.incidents.customers.rules.actions import KEPT_ALONE, KEPT_ENDED
from wellbeing.incidents.customers.selectors.actions import seeing
from wellbeing.incidents.customers.services import acting, appealing
from wellbeing.incidents.customers.services.house_days import begin_of, today
from wellbeing.incidents.models import Case
from wellbeing.incidents.services import handling, keeping, reporting

pytestmark = pytest.mark.django_db


@pytest.fixture
def action(asha, sam, max_):
    return in_force(held(asha, sam), sam, max_)


def take_back(case):
    reporting.withdraw(case, now=timezone.now())


def erase(case):
    privacy.erase(case.reporter, id=uuid4(), now=timezone.now())


def run_out(case):
    handling.close(case.assigned_to, id=case.pk, outcome="Done.", now=timezone.now())
    reporting.forget(case, now=timezone.now())


GONE = [take_back, erase, run_out]


@pytest.mark.parametrize("gone", GONE, ids=lambda one: one.__name__)
def test_the_customer_may_still_appeal_and_it_is_looked_at_again(gone, action, hana, signed_in):
    gone(action.case)
    settle()
    client = signed_in(hana)

    words = client.get(action_url(action.pk)).json()["words"]
    assert ("reason", REASON) in [(one["step"], one["text"]) for one in words]
    said = {"text": "Not me.", "came_on": timezone.now().date().isoformat(), "suspend": True}
    assert client.put(action_url(action.pk, "/appeal"), said).json()["appeal"] == "open"
    kept = client.put(action_url(action.pk, "/review"), {"keep": True, "reason": "Still."})
    assert kept.status_code == 200
    upheld = {"uphold": True, "reason": "It was his brother."}
    ended = client.put(action_url(action.pk, "/appeal-decision"), upheld).json()
    assert (ended["state"], ended["ended_as"]) == ("ended", "appealed")


@pytest.mark.parametrize("gone", GONE, ids=lambda one: one.__name__)
def test_its_later_steps_are_a_chain_in_which_none_is_left_out(gone, action, asha, hana, signed_in):
    gone(action.case)
    settle()
    client = signed_in(hana)
    client.get(action_url(action.pk))
    client.put(action_url(action.pk, "/review"), {"keep": True, "reason": "Still."})
    client.put(action_url(action.pk, "/end"), {"reason": "Enough."})

    where = action.pk if gone is run_out else action.case_id  # its row stays for thirty days
    lines = AuditEntry.objects.filter(chain=where, actor=hana).order_by("number")
    assert [one.act for one in lines] == ["action_opened", "action_kept", "action_ended"]
    named = AuditChain.objects.get(pk=where).person
    assert named == (asha if gone is take_back else None)
    assert not list(chain.broken())
    told = AuditEntry.objects.filter(chain=None).values_list("detail", flat=True)
    assert not [one for one in told if one.get("action") == str(action.pk)]


@pytest.mark.parametrize("gone", GONE, ids=lambda one: one.__name__)
def test_whoever_was_kept_out_stays_out_once_the_case_is_gone(gone, action, max_, hana, signed_in):
    handling.stand_back(hana, id=action.case_id, now=timezone.now())
    settle()
    gone(action.case)
    settle()

    assert signed_in(max_).get(action_url(action.pk)).status_code == 200
    assert signed_in(hana).get(action_url(action.pk)).status_code == 404
    for step in ("/end", "/review"):
        said = {"reason": "x", "keep": True}
        assert signed_in(hana).put(action_url(action.pk, step), said).status_code == 404
    assert signed_in(hana).get(f"{ACTIONS}?waiting=review").json()["count"] == 0


@pytest.mark.parametrize("gone", GONE, ids=lambda one: one.__name__)
def test_nor_do_they_see_it_by_beginning_a_new_diary(gone, action, hana, signed_in):
    handling.stand_back(hana, id=action.case_id, now=timezone.now())
    settle()
    access.start_afresh([hana.pk])
    anew = User.objects.get(pk=hana.pk)
    settle()
    gone(action.case)
    settle()

    assert signed_in(anew).get(action_url(action.pk)).status_code == 404
    assert hana.pk not in seeing(Action.objects.get(pk=action.pk), now=timezone.now())


def test_held_in_the_moment_in_which_it_was_to_go_it_stays(action, sam, max_):
    now = timezone.now()
    acting.end(max_, id=action.pk, reason="Enough.", now=now)
    review_at = now + DAY
    keeping.hold(sam, id=action.case_id, reason="A court asks.", review_at=review_at, now=now)

    ours._forget(Action.objects.get(pk=action.pk))

    assert Action.objects.filter(pk=action.pk).exists()


def test_whoever_reported_never_decides_also_after_they_were_forgotten(
    action, asha, organisation, signed_in
):
    case = action.case
    erase(case)
    settle()
    handles(asha, organisation)

    assert Action.objects.get(pk=action.pk).reporter is None
    assert signed_in(asha).get(action_url(action.pk)).status_code == 404
    seen = signed_in(asha).get(customer_url(case))
    assert seen.status_code == 404 or seen.json()["actions"] == []


def test_who_is_kept_out_stands_there_without_a_name(action, asha):
    row = KeptAway.objects.get()

    assert str(row.whose) not in {str(asha.pk), str(asha.diary)}


def test_over_it_goes_with_its_reasons_after_a_stated_time(action, sam, max_):
    acting.end(max_, id=action.pk, reason="Enough.", now=timezone.now())
    ours.expire(timezone.now() + KEPT_ENDED - DAY)
    assert Action.objects.exists()

    ours.expire(timezone.now() + KEPT_ENDED + DAY)

    assert not Action.objects.exists()
    assert not ActionWord.objects.exists()
    assert DataKey.objects.count() == 1  # of the case


def test_alone_it_goes_sooner_and_leaves_no_key(action, max_):
    run_out(action.case)
    acting.end(max_, id=action.pk, reason="Enough.", now=timezone.now())
    ours.expire(timezone.now() + KEPT_ALONE - DAY)
    assert Action.objects.exists()

    ours.expire(timezone.now() + KEPT_ALONE + DAY)

    assert not Action.objects.exists()
    assert not DataKey.objects.exists()


def test_what_waits_ends_with_whoever_asked_to_be_forgotten(asha, sam, signed_in):
    case = held(asha, sam)
    waits = proposed(signed_in(sam), case)

    privacy.erase(asha, id=uuid4(), now=timezone.now())

    assert Action.objects.get(pk=waits).ended_as == "taken_back"


def test_a_handler_takes_along_nothing_of_a_case_that_they_left(action, sam, max_):
    assert len(list(ours.export(sam))) == 1
    Case.objects.get(pk=action.case_id).exclusions.create(person=sam)
    assert list(ours.export(sam)) == []
    assert len(list(ours.export(max_))) == 1


@pytest.mark.parametrize("gone", [lambda _case: None, *GONE])
def test_whoever_leads_those_who_told_it_in_confidence_finds_nothing_of_it(
    gone, action, asha, hana, person, team, organisation, signed_in
):
    case = action.case
    leads(hana, team)
    gone(case)
    settle()
    elsewhere = Unit.objects.create(kind="site", name="Riga", parent=organisation)
    User.objects.filter(pk=asha.pk).update(unit=elsewhere)
    client = signed_in(hana)

    assert client.get(action_url(action.pk)).status_code == 404
    for waiting in ("approval", "review", "appeal"):
        assert client.get(ACTIONS, {"waiting": waiting}).json()["results"] == []
    assert hana.pk not in seeing(action_of(action.pk), now=timezone.now())


def action_of(id) -> Action:
    return Action.objects.select_related("case").get(pk=id)


def test_whoever_leads_them_takes_along_nothing_of_what_they_did_before(action, sam, team):
    assert list(ours.export(sam)) != []
    leads(sam, team)
    assert list(ours.export(sam)) == []


def test_days_are_those_of_the_house(action, sam, settings):
    settings.ORGANISATION_TIME_ZONE = "Asia/Seoul"
    late = datetime(2026, 6, 9, 20, tzinfo=UTC)  # already Wednesday in Seoul

    assert today(late).isoformat() == "2026-06-10"
    assert begin_of(today(late)) == datetime(2026, 6, 9, 15, tzinfo=UTC)
    action.decided_at, action.country = late, ""
    assert appealing.appeal_until(action).isoformat() == "2026-06-24"


def test_who_stood_back_from_a_closed_case_finds_nothing_once_it_is_gone(
    action, sam, max_, hana, signed_in
):
    case = action.case
    handling.close(sam, id=case.pk, outcome="Done.", now=timezone.now())
    settle()
    handling.stand_back(hana, id=case.pk, now=timezone.now())
    settle()

    reporting.forget(case, now=timezone.now())
    settle()

    assert signed_in(hana).get(action_url(action.pk)).status_code == 404
    assert signed_in(max_).get(action_url(action.pk)).status_code == 200
